package io.limpid.examples.inventory;

import java.time.Instant;

/**
 * One piece that was sold.
 *
 * @param left how many there were of the item after it
 */
public record Receipt(long number, String item, String buyer, int left, Instant at) {}
