package io.limpid.runtime.failure;

import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * A host that protects itself by nothing: it works off what it is sent in order, also what nobody waits for any more. Its callers' link
 * gives an attempt up, as unknown, when no answer has come for a while.
 */
final class FifoHost implements TargetInvoker {
    private final VirtualTime time;
    private final Duration work;
    private final Duration patience;
    private final Queue<CompletableFuture<Outcome>> queue = new ArrayDeque<>();
    private boolean busy;
    private boolean stalled;
    private long attempts;

    FifoHost(VirtualTime time, Duration work, Duration patience) {
        this.time = time;
        this.work = work;
        this.patience = patience;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        attempts++;
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        Scheduler.Task silence = time.schedule(patience, () -> answer.complete(new Outcome.Unknown("no answer", null)));
        CompletableFuture<Outcome> unused = answer.whenComplete((outcome, bug) -> silence.cancel());
        queue.add(answer);
        workOn();
        return answer;
    }

    private void workOn() {
        if (busy || stalled || queue.isEmpty()) {
            return;
        }
        busy = true;
        CompletableFuture<Outcome> next = queue.remove();
        time.schedule(work, () -> {
            busy = false;
            next.complete(new Outcome.Returned(0L));
            workOn();
        });
    }

    void stall() {
        stalled = true;
    }

    void recover() {
        stalled = false;
        workOn();
    }

    long attempts() {
        return attempts;
    }

    @Override
    public String toString() {
        return "host";
    }
}
