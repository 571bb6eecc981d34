package io.limpid.runtime.invocation;

import java.time.Instant;

/** The time, passed in wherever it is needed; tests turn it by hand. Thread-safe. */
public interface Clock {
    /** Nanoseconds from an arbitrary origin; never goes back. Spans and deadlines are measured on it, never on wall time. */
    long nanoTime();

    /** The wall clock's time, for people to read; it may jump. */
    Instant wallTime();
}
