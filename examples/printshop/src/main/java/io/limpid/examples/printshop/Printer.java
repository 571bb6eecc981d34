package io.limpid.examples.printshop;

/** A machine of one branch. No remote interface: it is used where it stands, or not at all. */
public interface Printer {
    /** What stands on its front. */
    String name();

    /** Prints a page. */
    void print(String text);
}
