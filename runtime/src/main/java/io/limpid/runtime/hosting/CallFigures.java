package io.limpid.runtime.hosting;

/**
 * How much an object is called, and by whom most, in sixteen bytes, because there may be millions of objects. Superclass of what has
 * them rather than a part of it, so that they cost no object header. Updates by several threads may get lost; figures are estimates.
 *
 * <p>The caller is found by majority vote (Boyer and Moore): see {@code CallerFollower}, which decides by it.
 */
public class CallFigures {
    /** Stands for a caller that is not known. */
    public static final int NOBODY = 0;

    private static final int MOST_LEAD = 1 << 20;

    /** Of the present rate in the running mean of rates. */
    private static final float WEIGHT = 0.5f;

    /** Since the last {@link #settle}. */
    private int calls;

    /** The running mean of rates; negative before the first. */
    private float perSecond = -1;

    /** What stands for the candidate. */
    private int caller;

    /** How many more calls the candidate made than all others. */
    private int lead;

    /** Makes one that was never called. */
    protected CallFigures() {}

    /** Counts a call by whom this stands for. */
    public final void called(int by) {
        calls++;
        int present = lead;
        if (present == 0) {
            caller = by;
            lead = 1;
        } else if (caller == by) {
            lead = Math.min(present + 1, MOST_LEAD);
        } else {
            lead = present - 1;
        }
    }

    /** What stands for a client id; never {@link #NOBODY} for an id. Two may share it, which takes four billion of them. */
    public static int tagOf(long clientId) {
        if (clientId == 0) {
            return NOBODY;
        }
        int tag = Long.hashCode(clientId * 0x9e3779b97f4a7c15L);
        return tag == NOBODY ? 1 : tag;
    }

    /** Takes the calls of the time that has passed into the rate. */
    public final void settle(double seconds) {
        float rate = (float) (Integer.toUnsignedLong(calls) / seconds);
        calls = 0;
        perSecond = perSecond < 0 ? rate : perSecond + WEIGHT * (rate - perSecond);
    }

    /** It was called so often elsewhere, before it came here. */
    public final void wasCalled(double callsPerSecond) {
        perSecond = (float) callsPerSecond;
    }

    /** Halves the lead, so that what was long ago does not count. */
    public final void forgetHalf() {
        lead /= 2;
    }

    /** How often it is called, lately. */
    public final double callsPerSecond() {
        return Math.max(0, perSecond);
    }

    /** What stands for the one who calls it most; {@link #NOBODY} if that is not known. */
    public final int caller() {
        return caller;
    }

    /** How many calls more it made than all others. */
    public final int lead() {
        return lead;
    }
}
