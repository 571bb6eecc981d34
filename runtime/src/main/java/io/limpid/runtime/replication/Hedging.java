package io.limpid.runtime.replication;

import io.limpid.runtime.identity.Replica;
import java.util.function.Consumer;

/**
 * What second attempts of a method's calls go by. Immutable.
 *
 * @param delay after how long one is made
 * @param budget how many there may be
 * @param observer is told to whom one goes
 */
record Hedging(HedgeDelay delay, HedgeBudget budget, Consumer<Replica> observer) {}
