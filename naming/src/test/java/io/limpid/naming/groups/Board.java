package io.limpid.naming.groups;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;

/** A replica of a group. Each method gives back the number that it was called with. */
@Remote
public interface Board {
    @ReadOnly
    int show(int number);

    @Idempotent
    int note(int number);

    /** Exactly once. */
    int add(int number);
}
