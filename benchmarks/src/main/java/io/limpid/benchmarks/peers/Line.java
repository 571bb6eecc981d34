package io.limpid.benchmarks.peers;

import java.io.Serializable;

/** One article of an order. */
public record Line(String article, int quantity, long cents) implements Serializable {}
