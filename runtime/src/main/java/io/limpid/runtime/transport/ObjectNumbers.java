package io.limpid.runtime.transport;

import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.wire.CallFrame;
import java.util.HashMap;
import java.util.Map;

/** The numbers that this side has given to the objects it calls. Confined to the connection's loop, where frames have their order. */
final class ObjectNumbers {
    private final Map<Key, CallFrame.Target> given = new HashMap<>();
    private final int most;

    /** @param most the highest number that the peer takes */
    ObjectNumbers(int most) {
        this.most = most;
    }

    /** Says how the next frame names an object: by name, and with a number while there are any, or by the number given before. */
    CallFrame.Target next(ObjectName name, InterfaceId type) {
        Key key = new Key(name, type);
        CallFrame.Target known = given.get(key);
        if (known != null) {
            return known;
        }
        int number = given.size() < most ? given.size() + 1 : 0;
        if (number != 0) {
            given.put(key, new CallFrame.Target(number, null, null));
        }
        return new CallFrame.Target(number, name, type);
    }

    private record Key(ObjectName name, InterfaceId type) {}
}
