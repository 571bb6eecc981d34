package io.limpid.cell;

import io.limpid.Movable;
import java.util.TreeMap;

/** Registers in memory. */
@Movable
final class KeptRegisters implements Registers {
    private final TreeMap<String, Integer> values = new TreeMap<>();

    @Override
    public int read(String key) {
        return values.getOrDefault(key, 0);
    }

    @Override
    public int glance(String key) {
        return read(key);
    }

    @Override
    public void write(String key, int value) {
        values.put(key, value);
    }

    @Override
    public int compareAndSet(String key, int expected, int value) {
        int before = read(key);
        if (before == expected) {
            values.put(key, value);
        }
        return before;
    }
}
