package io.limpid.runtime.hosting;

import io.limpid.runtime.invocation.Outcome.NotExecuted;

/**
 * Thrown by an object of Limpid's own that runs, finds that it cannot take the call, and has changed nothing: the caller gets the
 * refusal as if the method had never begun. Users' objects have no use for it; what they throw has happened.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient NotExecuted refusal;

    /** Makes one. */
    public RefusedException(NotExecuted refusal) {
        super(refusal.detail(), refusal.cause());
        this.refusal = refusal;
    }

    /** What the caller is told. */
    public NotExecuted refusal() {
        return refusal;
    }
}
