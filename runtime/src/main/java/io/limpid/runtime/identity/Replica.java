package io.limpid.runtime.identity;

/**
 * One place where an object is held. Immutable.
 *
 * @param host the name under which the host joined naming; unique among living hosts
 * @param endpoint where it listens
 * @param role what it does in the group; {@link Role#PRIMARY} where there is no group
 * @param zone where it stands, in the words of whoever runs it; empty where nobody says
 * @param since the epoch at which it joined its group, which fences it alone: replicas of a group are objects of their own, with
 *     states and completion records of their own; 0 where there is no group
 */
public record Replica(String host, Endpoint endpoint, Role role, String zone, long since) {
    /** The longest name of a zone, in characters. */
    public static final int LONGEST_ZONE = 64;

    /** @throws IllegalArgumentException if the epoch is negative */
    public Replica {
        if (since < 0) {
            throw new IllegalArgumentException("since: " + since + " (expected: not negative)");
        }
    }

    /** One of no group. */
    public Replica(String host, Endpoint endpoint, Role role) {
        this(host, endpoint, role, "", 0);
    }

    /** What a replica does in its group. */
    public enum Role {
        /** Takes calls. */
        PRIMARY,
        /** Takes calls only when there is no primary that could. */
        BACKUP
    }
}
