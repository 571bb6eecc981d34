package io.limpid.runtime.hosting;

/**
 * For how long a host has had its lease without a break, however often that was renewed. Once a tenure is over, others may have been given what
 * naming has said in it. So what naming answers lets an object be called only in the tenure in which it was asked: what is open when a
 * tenure ends is bound anew by the host, and what is not yet open then is not opened. Thread-safe.
 */
public final class Tenure {
    private volatile int number;

    /** Which one it is; to be taken before naming is asked. */
    public int number() {
        return number;
    }

    /**
     * Ends it. To be called before the host joins again, whose objects are looked up only then.
     *
     * @return the next one
     */
    public synchronized int end() {
        number++;
        return number;
    }

    /**
     * Lets an object be called by what naming has answered.
     *
     * @param asked in which tenure naming was asked
     * @param opening short; must not wait
     * @return false if that tenure is over; then it is not opened, and naming is to be asked anew
     */
    public synchronized boolean opens(int asked, Runnable opening) {
        if (asked != number) {
            return false;
        }
        opening.run();
        return true;
    }
}
