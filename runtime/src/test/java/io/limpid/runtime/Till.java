package io.limpid.runtime;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Timeout;
import java.util.concurrent.CompletionStage;

/** What the tests of clients call over real sockets. */
@Remote
public interface Till {
    /** Adds, and gives the sum. */
    long deposit(long cents) throws ShutException;

    /** The sum. */
    @ReadOnly
    long balance();

    /** The sum, later. */
    @ReadOnly
    CompletionStage<Long> audit();

    /** Shuts; nothing can be added then. */
    @Idempotent
    void shut(String reason);

    /** Fails as no declaration says. */
    @ReadOnly
    long count();

    /** Stays longer than its time. */
    @Timeout(300)
    void jam();

    /** It is shut. */
    final class ShutException extends Exception {
        private static final long serialVersionUID = 1L;
        private final long sum;

        /** Makes one. */
        public ShutException(String reason, long sum) {
            super(reason);
            this.sum = sum;
        }

        /** What is in it. */
        public long sum() {
            return sum;
        }
    }
}
