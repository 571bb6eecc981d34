package io.limpid.runtime;

import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Gives a call up once whoever is called is lost: for long calls, which would be tried again until their deadline. It ends then with what is
 * known of it, as if its caller had cancelled it.
 */
final class LeaseWatch implements Invoker {
    /** From one question to the next. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Invoker next;
    private final Supplier<CompletionStage<Boolean>> isLost;
    private final Scheduler scheduler;

    /**
     * Makes one.
     *
     * @param isLost asks whether the called process is lost; it is not as long as that fails
     */
    LeaseWatch(Invoker next, Supplier<CompletionStage<Boolean>> isLost, Scheduler scheduler) {
        this.next = next;
        this.isLost = isLost;
        this.scheduler = scheduler;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        CompletableFuture<Outcome> pending = next.invoke(invocation);
        watch(invocation, pending);
        return pending;
    }

    private void watch(Invocation invocation, CompletableFuture<Outcome> pending) {
        if (pending.isDone()) {
            return;
        }
        Scheduler.Task look = scheduler.schedule(BETWEEN_LOOKS, () -> {
            if (!pending.isDone()) {
                look(invocation, pending);
            }
        });
        var unused = pending.whenComplete((outcome, bug) -> look.cancel());
    }

    private void look(Invocation invocation, CompletableFuture<Outcome> pending) {
        var unused = isLost.get().whenComplete((lost, failure) -> {
            if (failure == null && lost) {
                invocation.cancellation().cancel();
            } else {
                watch(invocation, pending);
            }
        });
    }

    @Override
    public String toString() {
        return "LeaseWatch > " + next;
    }
}
