package io.limpid.examples.printshop;

/** What a customer wants to have printed. */
public record Order(String customer, String text, int copies) {
    /** Checks that there is something to print. */
    public Order {
        if (copies < 1) {
            throw new IllegalArgumentException("copies: " + copies + " (expected: 1 or more)");
        }
    }
}
