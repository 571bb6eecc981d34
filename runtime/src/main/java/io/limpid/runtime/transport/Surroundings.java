package io.limpid.runtime.transport;

import io.limpid.runtime.invocation.Clock;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a transport takes from its surroundings.
 *
 * @param clock measures deadlines
 * @param executor runs what must not hold up an I/O thread: writing arguments that waited for a connection, reading large results
 * @param random spreads attempts to connect
 */
public record Surroundings(Clock clock, Executor executor, RandomGenerator random) {}
