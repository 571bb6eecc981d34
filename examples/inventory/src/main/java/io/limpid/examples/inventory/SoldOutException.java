package io.limpid.examples.inventory;

/** Nothing is left. */
public final class SoldOutException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says of what. */
    public SoldOutException(String item) {
        super(item + " is sold out");
    }
}
