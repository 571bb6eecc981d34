package io.limpid.log.ratis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a question among several peers has to pass: an entry of its own in the log, appended after the question came. Only the leader can
 * have one applied, and then has applied all that was acknowledged before. Questions that come while one is on its way share the next.
 *
 * <p>Ratis' own linearizable reads do not tell a leader that was deposed: once a read at some commit index was confirmed by a majority, every
 * later one at the same index is answered without asking it ({@code ReadIndexHeartbeats}, 3.2.2). Thread-safe.
 */
final class ReadBarrier {
    private final Supplier<CompletableFuture<?>> append;

    @GuardedBy("this")
    private boolean underWay;

    /** For those who came since the one under way was appended. */
    @GuardedBy("this")
    private @Nullable CompletableFuture<Void> next;

    /** @param append appends an entry; completes once it is applied here */
    ReadBarrier(Supplier<CompletableFuture<?>> append) {
        this.append = append;
    }

    /** Completes when what was acknowledged before this call is applied here, exceptionally if that cannot be told. */
    CompletableFuture<Void> pass() {
        CompletableFuture<Void> passed;
        synchronized (this) {
            if (next == null) {
                next = new CompletableFuture<>();
            }
            passed = next;
        }
        appendNext();
        return passed.copy();
    }

    private void appendNext() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            if (underWay || next == null) {
                return;
            }
            underWay = true;
            waiting = next;
            next = null;
        }
        var unused = append.get().whenComplete((applied, failure) -> {
            synchronized (this) {
                underWay = false;
            }
            if (failure == null) {
                waiting.complete(null);
            } else {
                waiting.completeExceptionally(failure);
            }
            appendNext();
        });
    }
}
