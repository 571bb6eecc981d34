package io.limpid.runtime.transport;

import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.FrameException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The objects to which the peer has given numbers. Confined to the connection's loop. */
final class NumberedObjects {
    /** The highest number that a peer may give; beyond it, a call carries the name. */
    static final int MOST_NUMBERS = 1024;

    private CallFrame.@Nullable Target[] byNumber = new CallFrame.@Nullable Target[16];

    /** Gives the object that a call means, with name and interface. */
    CallFrame.Target resolve(CallFrame.Target given) {
        int number = given.number();
        if (number == 0) {
            return given;
        }
        if (number > MOST_NUMBERS) {
            throw new FrameException("object number: " + number + " (expected: at most " + MOST_NUMBERS + ")");
        }
        CallFrame.Target known = number < byNumber.length ? byNumber[number] : null;
        if (given.name() == null) {
            if (known == null) {
                throw new FrameException("object number: " + number + " was never given");
            }
            return known;
        }
        if (known != null) {
            throw new FrameException("object number: " + number + " given twice");
        }
        if (number >= byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, Math.min(MOST_NUMBERS + 1, Math.max(number + 1, byNumber.length * 2)));
        }
        byNumber[number] = given;
        return given;
    }
}
