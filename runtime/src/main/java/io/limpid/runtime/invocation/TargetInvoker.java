package io.limpid.runtime.invocation;

import io.limpid.runtime.identity.Endpoint;
import java.util.concurrent.CompletableFuture;

/** Sends one attempt to one place. Bound by the same contract as {@link Invoker}. */
@FunctionalInterface
public interface TargetInvoker {
    /** Sends the attempt. */
    CompletableFuture<Outcome> invoke(Invocation invocation, Target target);

    /**
     * One place.
     *
     * @param endpoint where it listens
     * @param epoch the epoch at which the object is believed to be there; 0 where it is not known
     * @param lastResort whether there is nowhere better to go, so that the attempt must be made even if it will hardly succeed
     */
    record Target(Endpoint endpoint, long epoch, boolean lastResort) {
        /** The only place there is. */
        public Target(Endpoint endpoint, long epoch) {
            this(endpoint, epoch, true);
        }
    }
}
