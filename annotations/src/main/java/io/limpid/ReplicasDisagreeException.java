package io.limpid;

/**
 * The replicas of a group answered, and their answers could not be made one: they were to be equal and were not, or none of them had the votes
 * that it needs. The method ran, at each that answered; the message says who answered what.
 */
public final class ReplicasDisagreeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one; used by the runtime. */
    public ReplicasDisagreeException(String message) {
        super(message);
    }
}
