package io.limpid.runtime.check;

/**
 * How often a test tries what it promises: in every build as often as costs little, with {@code -Dlimpid.test.full=true} as often as
 * the promise says.
 */
public final class Trials {
    private static final boolean FULL = Boolean.getBoolean("limpid.test.full");

    private Trials() {}

    /** Chooses one of the two counts. */
    public static int of(int inEveryBuild, int full) {
        return FULL ? full : inEveryBuild;
    }
}
