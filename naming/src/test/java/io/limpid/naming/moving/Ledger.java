package io.limpid.naming.moving;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import java.util.List;

/** Keeps the numbers that it is given, in order. */
@Remote
public interface Ledger {
    /** Gives how many there are now. */
    int enter(int number);

    @ReadOnly
    List<Integer> numbers();

    /** The process in which it is. */
    @ReadOnly
    String whereabouts();
}
