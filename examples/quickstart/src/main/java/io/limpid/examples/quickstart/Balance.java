package io.limpid.examples.quickstart;

/** What an account holds. */
public record Balance(String owner, long cents) {}
