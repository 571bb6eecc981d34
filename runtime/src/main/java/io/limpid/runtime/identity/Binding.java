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
 * @param replicas where it is held; never empty, and all of a group or one for itself
 */
public record Binding(ObjectName name, InterfaceId type, long epoch, long incarnation, List<Replica> replicas) {
    /** @throws IllegalArgumentException if there is no replica, or the epochs are out of order */
    public Binding {
        replicas = List.copyOf(replicas);
        if (replicas.isEmpty()) {
            throw new IllegalArgumentException("replicas of " + name + ": none (expected: at least one)");
        }
        boolean group = replicas.get(0).since() > 0;
        for (Replica replica : replicas) {
            if (replica.since() > epoch || (replica.since() > 0) != group) {
                throw new IllegalArgumentException("replica of " + name + " since epoch " + replica.since()
                        + " (expected: " + (group ? "1 to " + epoch : "0, as the first") + ")");
            }
        }
        if (incarnation < 0 || epoch < incarnation) {
            throw new IllegalArgumentException("epoch of " + name + ": " + epoch + " with incarnation " + incarnation
                    + " (expected: 0 <= incarnation <= epoch)");
        }
    }

    /** Tells whether the name is a group's, whose replicas come and go; otherwise one host has it alone. */
    public boolean isGroup() {
        return replicas.get(0).since() > 0;
    }

    /** Where the object stands in the name's history; that of a group's membership, for a group. */
    public Standing standing() {
        return new Standing(epoch, incarnation);
    }

    /** As which the object is at one of the replicas: in a group each is for itself. */
    public Standing standing(Replica replica) {
        return replica.since() > 0 ? new Standing(replica.since(), replica.since()) : standing();
    }
}
