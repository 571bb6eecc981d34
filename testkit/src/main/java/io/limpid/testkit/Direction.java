package io.limpid.testkit;

/** Which way bytes go through a {@link FaultProxy}. */
public enum Direction {
    /** From who connected to the proxy to who is behind it: requests. */
    TO_TARGET,

    /** Back: answers. */
    TO_CALLER
}
