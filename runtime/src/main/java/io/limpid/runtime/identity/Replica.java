package io.limpid.runtime.identity;

/**
 * One place where an object is held. Immutable.
 *
 * @param host the name under which the host joined naming; unique among living hosts
 * @param endpoint where it listens
 * @param role what it does in the group; {@link Role#PRIMARY} where there is no group
 */
public record Replica(String host, Endpoint endpoint, Role role) {
    /** What a replica does in its group. */
    public enum Role {
        /** Takes every call. */
        PRIMARY,
        /** Takes the calls that the group's strategy gives it. */
        BACKUP
    }
}
