package io.limpid.runtime.invocation;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Standing;
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
     * @param standing as which the object is believed to be there
     * @param lastResort whether there is nowhere better to go, so that the attempt must be made even if it will hardly succeed
     */
    record Target(Endpoint endpoint, Standing standing, boolean lastResort) {
        /** The only place there is. */
        public Target(Endpoint endpoint, Standing standing) {
            this(endpoint, standing, true);
        }
    }
}
