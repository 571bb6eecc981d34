package io.limpid.cell;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;

/** Numbers under keys; 0 where nothing was written yet. */
@Remote
@Replicated(Strategy.LOG)
public interface Registers {
    @ReadOnly
    int read(String key);

    /** The same, perhaps half a second old. */
    @ReadOnly
    @Replicated(value = Strategy.LOG, staleMillis = 500)
    int glance(String key);

    void write(String key, int value);

    /** Gives the number that was there before. */
    int compareAndSet(String key, int expected, int value);
}
