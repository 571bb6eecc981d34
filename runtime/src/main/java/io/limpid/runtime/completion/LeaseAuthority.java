package io.limpid.runtime.completion;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Grants client ids, each for a term. Thread-safe; never blocks, never throws, never completes exceptionally. */
public interface LeaseAuthority {
    /** Asks for a client id that nobody ever had. */
    CompletableFuture<Answer> open();

    /** Asks for a new term of a client id. */
    CompletableFuture<Answer> renew(long clientId);

    /** Gives a client id back; completes once that is done or has failed, which makes no difference but in time. */
    CompletableFuture<Void> close(long clientId);

    /** What came of asking. */
    sealed interface Answer {
        /**
         * The id is good for a term.
         *
         * @param term counted from when the request was sent
         */
        record Granted(long clientId, Duration term) implements Answer {}

        /** That id's lease is over for ever. */
        record Ended() implements Answer {}

        /**
         * Nobody could be asked.
         *
         * @param detail why, in one sentence
         */
        record Unavailable(String detail) implements Answer {}
    }
}
