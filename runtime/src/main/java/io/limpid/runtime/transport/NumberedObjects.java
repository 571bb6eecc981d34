package io.limpid.runtime.transport;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.FrameException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects to which the peer has given numbers. Confined to the connection's loop. */
final class NumberedObjects {
    /** The highest number that a peer may give; beyond it, a call carries the name. */
    static final int MOST_NUMBERS = 1024;

    private CallFrame.@Nullable Target[] byNumber = new CallFrame.@Nullable Target[16];

    /** Their names; null until somebody asks, which is not before an object has moved. */
    private @Nullable Set<ObjectName> names;

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
        if (names != null) {
            names.add(given.name());
        }
        return given;
    }

    /** Tells whether the peer has given a number to an object of that name. */
    boolean holds(ObjectName name) {
        Set<ObjectName> all = names;
        if (all == null) {
            all = new HashSet<>();
            for (CallFrame.Target target : byNumber) {
                if (target != null && target.name() != null) {
                    all.add(target.name());
                }
            }
            names = all;
        }
        return all.contains(name);
    }
}
