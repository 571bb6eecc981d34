package io.limpid.runtime.failure;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the observer how each call ended, and makes sure that it does: a layer that throws is a bug, logged and turned into an outcome. */
public final class BackstopInterceptor implements Interceptor {
    private static final Logger LOG = LoggerFactory.getLogger(BackstopInterceptor.class);

    private final CallObserver observer;

    /** Makes one. */
    public BackstopInterceptor(CallObserver observer) {
        this.observer = observer;
    }

    @Override
    public CompletableFuture<Outcome> intercept(Invocation invocation, Invoker next) {
        CompletableFuture<Outcome> pending;
        try {
            pending = next.invoke(invocation);
        } catch (RuntimeException | Error e) {
            pending = CompletableFuture.failedFuture(e);
        }
        return Pending.through(pending, new Pending.Step() {
            @Override
            protected void ended(Outcome outcome) {
                tell(invocation, outcome);
                goOn(outcome);
            }

            @Override
            protected void failed(Throwable bug) {
                ended(toOutcome(invocation, bug));
            }
        });
    }

    private void tell(Invocation invocation, Outcome outcome) {
        try {
            observer.ended(invocation, outcome);
        } catch (RuntimeException | Error e) {
            LOG.error("the observer of {} failed", invocation.method(), e);
        }
    }

    private static Outcome toOutcome(Invocation invocation, Throwable bug) {
        LOG.error("a layer failed in {} on {}; this is a bug", invocation.method(), invocation.object(), bug);
        String detail = "Limpid itself failed: " + bug;
        return invocation.journal().close()
                ? new Outcome.Unknown(detail, bug)
                : new Outcome.NotExecuted(Reason.BAD_REQUEST, detail, Duration.ZERO, null, bug);
    }

    @Override
    public String toString() {
        return "backstop";
    }
}
