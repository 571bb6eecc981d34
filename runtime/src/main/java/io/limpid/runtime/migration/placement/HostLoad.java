package io.limpid.runtime.migration.placement;

/**
 * How much a host has to do.
 *
 * @param host its name
 * @param callsPerSecond of all its objects together, where it is asked for with what it counts to hold them
 */
public record HostLoad(String host, double callsPerSecond) {
    /** Refuses what is no number of calls; it comes from other hosts. */
    public HostLoad {
        if (!(callsPerSecond >= 0 && callsPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("calls a second of " + host + ": " + callsPerSecond);
        }
    }
}
