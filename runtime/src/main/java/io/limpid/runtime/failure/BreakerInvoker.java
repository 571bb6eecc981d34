package io.limpid.runtime.failure;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import io.limpid.runtime.invocation.TargetInvoker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Refuses attempts at an endpoint that has failed lately, so that their callers turn to another replica at once instead of waiting
 * for this one; and learns from how the others end. A last resort is never refused: to fail is then all that it could do.
 */
public final class BreakerInvoker implements TargetInvoker {
    private final Breakers breakers;
    private final Clock clock;
    private final TargetInvoker next;

    /** Makes one. */
    public BreakerInvoker(Breakers breakers, Clock clock, TargetInvoker next) {
        this.breakers = breakers;
        this.clock = clock;
        this.next = next;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        Breaker breaker = breakers.of(target.endpoint());
        if (!breaker.admits()) {
            return target.lastResort()
                    ? next.invoke(invocation, target)
                    : CompletableFuture.completedFuture(refusal(target, breaker));
        }
        int round = breaker.round();
        return Pending.through(next.invoke(invocation, target), new Pending.Step() {
            @Override
            protected void ended(Outcome outcome) {
                breaker.ended(round, Verdict.of(invocation, outcome, clock));
                goOn(outcome);
            }

            @Override
            protected void failed(Throwable bug) {
                breaker.ended(round, Verdict.NO_NEWS);
                goOn(bug);
            }
        });
    }

    private static Outcome refusal(Target target, Breaker breaker) {
        long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, breaker.awayNanos()));
        return new Outcome.NotExecuted(
                Reason.UNREACHABLE,
                target.endpoint() + " was not asked because it has failed lately (it is tried again "
                        + (millis == 0 ? "at present, by few calls)" : "in " + millis + " ms)"));
    }

    @Override
    public String toString() {
        return "breaker -> " + next;
    }
}
