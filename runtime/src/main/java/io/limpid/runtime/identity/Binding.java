package io.limpid.runtime.identity;

import java.util.List;

/**
 * What naming knows of a name: which interface it has and where it is held, at an epoch. Of two bindings of one name the one
 * with the higher epoch is true. Immutable.
 *
 * @param name the name
 * @param type the interface it was exported with
 * @param epoch grows with every change of the name, for ever, also across unbind and bind; a fencing token
 * @param incarnation the epoch at which the object's state began; it survives a move, not a loss of the state
 * @param replicas where it is held; never empty
 */
public record Binding(ObjectName name, InterfaceId type, long epoch, long incarnation, List<Replica> replicas) {
    /** @throws IllegalArgumentException if there is no replica, or the epochs are out of order */
    public Binding {
        replicas = List.copyOf(replicas);
        if (replicas.isEmpty()) {
            throw new IllegalArgumentException("replicas of " + name + ": none (expected: at least one)");
        }
        if (incarnation < 0 || epoch < incarnation) {
            throw new IllegalArgumentException("epoch of " + name + ": " + epoch + " with incarnation " + incarnation
                    + " (expected: 0 <= incarnation <= epoch)");
        }
    }

    /** Where the object stands in the name's history. */
    public Standing standing() {
        return new Standing(epoch, incarnation);
    }
}
