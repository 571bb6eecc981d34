package io.limpid.runtime.invocation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is still to come, and what it passes on its way up. A future for each layer would be three objects for each; instead
 * every layer leaves a {@link Step} in the one future that the transport has made. Whoever made it ends it, once; then the outcome passes
 * the steps on that thread, in the order in which they were left, and completes the future behind the last.
 *
 * <p>A step decides when it lets what go on: at once as most do, later (a repetition), or before anything has come from below (a deadline). What
 * comes from below after that, it must stop. From the first thing that goes on, no step is added: {@link #through} makes a further future where it is too late, so
 * that its callers need not care. Thread-safe.
 */
public class Pending extends CompletableFuture<Outcome> {
    @GuardedBy("this")
    private @Nullable Step first;

    @GuardedBy("this")
    private @Nullable Step last;

    /** Whether it has been ended. */
    @GuardedBy("this")
    private boolean ended;

    /** Whether something has gone on; written under the lock, and from then on the steps stay as they are. */
    private volatile boolean closed;

    /** Gives a future of what is below as it is behind this step, which has to be new. It is the same one as long as nothing has come. */
    public static CompletableFuture<Outcome> through(CompletableFuture<Outcome> below, Step step) {
        if (below instanceof Pending pending && pending.add(step)) {
            return pending;
        }
        Pending above = new Pending();
        boolean unused = above.add(step);
        if (below.isDone() && !below.isCompletedExceptionally()) {
            above.end(below.join());
        } else {
            var unusedToo = below.whenComplete((outcome, bug) -> {
                if (bug == null) {
                    above.end(outcome);
                } else {
                    above.fail(bug);
                }
            });
        }
        return above;
    }

    private synchronized boolean add(Step step) {
        if (closed) {
            return false;
        }
        step.pending = this;
        if (last == null) {
            first = step;
        } else {
            last.next = step;
        }
        last = step;
        return true;
    }

    /** Ends it; what is said after the first time is not heard. */
    public final void end(Outcome outcome) {
        if (isFirstEnd()) {
            pass(first(), outcome);
        }
    }

    /** Ends it by the news that a layer below has failed, which is a bug; what is said after the first time is not heard. */
    public final void fail(Throwable bug) {
        if (isFirstEnd()) {
            pass(first(), bug);
        }
    }

    private synchronized boolean isFirstEnd() {
        boolean isFirst = !ended;
        ended = true;
        closed = true;
        return isFirst;
    }

    private synchronized @Nullable Step first() {
        return first;
    }

    private @Nullable Step after(Step step) {
        if (!closed) {
            synchronized (this) {
                closed = true;
            }
        }
        return step.next;
    }

    private void pass(@Nullable Step step, Outcome outcome) {
        if (step == null) {
            boolean unused = complete(outcome);
            return;
        }
        try {
            step.ended(outcome);
        } catch (RuntimeException | Error e) {
            pass(after(step), e);
        }
    }

    private void pass(@Nullable Step step, Throwable bug) {
        if (step == null) {
            boolean unused = completeExceptionally(bug);
            return;
        }
        try {
            step.failed(bug);
        } catch (RuntimeException | Error e) {
            pass(after(step), e);
        }
    }

    /**
     * What a layer does with an outcome on its way up. It goes on once; that is the last thing a step does, because what it throws goes on
     * in its stead. For one call.
     */
    public abstract static class Step {
        /** Set when it is left. */
        private @Nullable Pending pending;

        /** Guarded by the future until that is closed. */
        private @Nullable Step next;

        /** Takes what came from below, and goes on with that or something else, now or later. */
        protected abstract void ended(Outcome outcome);

        /** Takes the news that a layer below has failed, which is a bug; as a rule, passes it on. */
        protected void failed(Throwable bug) {
            goOn(bug);
        }

        /** Lets the outcome go on to the steps above. */
        protected final void goOn(Outcome outcome) {
            Pending left = left();
            left.pass(left.after(this), outcome);
        }

        /** Lets the news of a bug go on to the steps above. */
        protected final void goOn(Throwable bug) {
            Pending left = left();
            left.pass(left.after(this), bug);
        }

        private Pending left() {
            Pending left = pending;
            if (left == null) {
                throw new IllegalStateException("a step that was not left anywhere");
            }
            return left;
        }
    }
}
