package io.limpid.runtime.invocation;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt or a call ended: in exactly one of four ways. Immutable. */
public sealed interface Outcome {
    /** Tells whether the method may have run. */
    boolean mayHaveExecuted();

    /** The same with more in its detail; an answer needs no explanation and stays as it is. */
    default Outcome explained(String more) {
        return this;
    }

    /**
     * The method returned.
     *
     * @param value its result, null for {@code void}
     */
    record Returned(@Nullable Object value) implements Outcome {
        @Override
        public boolean mayHaveExecuted() {
            return true;
        }
    }

    /**
     * The method threw.
     *
     * @param exception an exception that the method declares, as itself, or a {@link io.limpid.RemoteFailureException}
     */
    record Threw(Throwable exception) implements Outcome {
        @Override
        public boolean mayHaveExecuted() {
            return true;
        }
    }

    /**
     * The method certainly did not run.
     *
     * @param reason what stood in the way
     * @param detail the same in one sentence
     * @param retryAfter how long whoever refused asks to be left alone; zero where it does not say
     * @param redirect where the object is instead, if whoever refused knows
     * @param cause the failure behind it, if there is one on this side
     */
    record NotExecuted(
            Reason reason,
            String detail,
            Duration retryAfter,
            @Nullable Binding redirect,
            @Nullable Throwable cause) implements Outcome {
        /** Makes one without a hint, a redirect or a cause. */
        public NotExecuted(Reason reason, String detail) {
            this(reason, detail, Duration.ZERO, null, null);
        }

        @Override
        public NotExecuted explained(String more) {
            return more.isEmpty() ? this : new NotExecuted(reason, detail + more, retryAfter, redirect, cause);
        }

        @Override
        public boolean mayHaveExecuted() {
            return false;
        }
    }

    /**
     * It was sent, and what became of it is not known.
     *
     * @param detail what was observed, in one sentence
     * @param cause the failure behind it, if there is one
     * @param answered whether that is what the host answered, so that asking it again is no use; mostly no answer came
     */
    record Unknown(String detail, @Nullable Throwable cause, boolean answered) implements Outcome {
        /** One to which no answer came. */
        public Unknown(String detail, @Nullable Throwable cause) {
            this(detail, cause, false);
        }

        @Override
        public Unknown explained(String more) {
            return more.isEmpty() ? this : new Unknown(detail + more, cause, answered);
        }

        @Override
        public boolean mayHaveExecuted() {
            return true;
        }
    }
}
