package io.limpid.runtime.migration.placement;

/**
 * How much a host has to do.
 *
 * @param host its name
 * @param callsPerSecond of all its objects together, where it is asked for with what it counts to hold them
 * @param caller what stands for it where it calls; 0 if that is not known
 */
public record HostLoad(String host, double callsPerSecond, int caller) {
    /** Refuses what is no number of calls; it comes from other hosts. */
    public HostLoad {
        if (!(callsPerSecond >= 0 && callsPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("calls a second of " + host + ": " + callsPerSecond);
        }
    }

    /** One of which it is not known as whom it calls. */
    public HostLoad(String host, double callsPerSecond) {
        this(host, callsPerSecond, 0);
    }
}
