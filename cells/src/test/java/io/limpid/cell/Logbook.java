package io.limpid.cell;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Shows whether a call has run, how often, and in which order. */
@Remote
@Replicated(Strategy.LOG)
public interface Logbook {
    /** Adds a number and gives how many there are then. */
    int write(long number) throws FullException;

    @ReadOnly
    List<Long> pages();

    @ReadOnly
    int count();

    /** The same, perhaps a few seconds old. */
    @ReadOnly
    @Replicated(value = Strategy.LOG, staleMillis = 5_000)
    int countLately();

    @Idempotent
    void name(String name);

    /** Gives the time of the call, and what chance draws. */
    Drawn draw();

    /** Adds a number, and fails. */
    void spill(long number);

    /** Adds a number later. */
    CompletionStage<Integer> writeLater(long number, boolean now);

    /** There is no page for negative numbers. */
    final class FullException extends Exception {
        private static final long serialVersionUID = 1L;

        public FullException(String message) {
            super(message);
        }
    }

    /** What {@link #draw} gives. */
    record Drawn(Instant time, long chance) {}
}
