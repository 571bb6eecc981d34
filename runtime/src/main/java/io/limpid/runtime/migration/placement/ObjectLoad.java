package io.limpid.runtime.migration.placement;

import io.limpid.runtime.identity.ObjectName;

/**
 * How much an object is called, and what it would cost to move it.
 *
 * @param name its name
 * @param callsPerSecond lately
 * @param stateBytes how long its state is, 0 if that is not known
 */
public record ObjectLoad(ObjectName name, double callsPerSecond, long stateBytes) {
    /** Checks that neither is negative. */
    public ObjectLoad {
        if (!(callsPerSecond >= 0 && callsPerSecond < Double.POSITIVE_INFINITY) || stateBytes < 0) {
            throw new IllegalArgumentException(
                    "load of " + name + ": " + callsPerSecond + " calls a second, " + stateBytes + " bytes");
        }
    }
}
