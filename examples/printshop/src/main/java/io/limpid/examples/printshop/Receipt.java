package io.limpid.examples.printshop;

/** What a customer gets for an order; numbers have no gaps. */
public record Receipt(int number, String customer, long cents, String printer) {}
