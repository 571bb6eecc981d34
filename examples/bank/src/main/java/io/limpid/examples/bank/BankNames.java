package io.limpid.examples.bank;

/** How the bank names its objects. */
final class BankNames {
    /** What the bank has moved in all. */
    static final String BOOKS = "bank/books";

    /** The log that keeps it. */
    static final String BOOKS_LOG = "books";

    /** The name of the processes that keep that log. */
    static final String BOOKS_CELL = "cells/" + BOOKS_LOG;

    private BankNames() {}

    /** The host that holds a share of the ledger's accounts at first. */
    static String host(int share) {
        return "bank-host-" + share;
    }

    /** A host that keeps the books. */
    static String books(String id) {
        return "bank-books-" + id;
    }

    static String account(String account) {
        return "bank/accounts/" + account;
    }
}
