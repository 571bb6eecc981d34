package io.limpid.examples.quickstart;

/** The account takes no more money. It arrives at the caller as itself, fields included. */
public final class AccountClosedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String owner;

    AccountClosedException(String owner) {
        super("the account of " + owner + " is closed");
        this.owner = owner;
    }

    /** Whose account it was. */
    public String owner() {
        return owner;
    }
}
