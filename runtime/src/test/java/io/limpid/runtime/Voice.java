package io.limpid.runtime;

import io.limpid.ReadOnly;
import io.limpid.Remote;

/** What each replica of a group sings for itself. */
@Remote
interface Voice {
    @ReadOnly
    String name();

    /** Counts, exactly once, and says where. */
    String sing();
}
