package io.limpid.runtime.check;

import java.util.List;

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

    /** Chooses one of the two sets of cases. */
    public static <T> List<T> of(List<T> inEveryBuild, List<T> full) {
        return FULL ? full : inEveryBuild;
    }
}
