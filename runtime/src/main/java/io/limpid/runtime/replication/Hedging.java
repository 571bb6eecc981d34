package io.limpid.runtime.replication;

/**
 * What second attempts of a method's calls go by. Immutable.
 *
 * @param delay after how long one is made
 * @param budget how many there may be
 */
record Hedging(HedgeDelay delay, HedgeBudget budget) {}
