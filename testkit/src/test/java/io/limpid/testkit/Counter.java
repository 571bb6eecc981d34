package io.limpid.testkit;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;

/** Counts, and shows by that how often its methods ran. */
@Remote
public interface Counter {
    /** Adds one, exactly once, and gives the count. */
    int add();

    /** The same with something heavy to carry, and gives how long it was. */
    int carry(byte[] load);

    /** Adds one each time it runs. */
    @Idempotent
    int addAtLeastOnce();

    @ReadOnly
    int count();
}
