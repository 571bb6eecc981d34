/**
 * A small port for a replicated, durable, deterministic state machine, and two logs behind it.
 *
 * <p>{@link io.limpid.log.ReplicatedLog} is what callers see; {@link io.limpid.log.StateMachine} is what they write. A log
 * on disk and among peers is kept with Apache Ratis; {@link io.limpid.log.InMemoryLog} keeps the promises in one process without
 * disk, threads or time. Nothing else in Limpid knows Ratis.
 */
@NullMarked
package io.limpid.log;

import org.jspecify.annotations.NullMarked;
