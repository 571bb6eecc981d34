package io.limpid.runtime.transport;

/** Counts what a peer may do only so often: so many within a span, which begins with the first. Confined to one loop. */
final class FloodBudget {
    private final int most;
    private final int spanTicks;
    private int used;
    private int ticksLeft;

    FloodBudget(int most, int spanTicks) {
        this.most = most;
        this.spanTicks = Math.max(1, spanTicks);
    }

    /** Takes one; tells whether that is still within the budget. */
    boolean spend() {
        if (used == 0) {
            ticksLeft = spanTicks;
        }
        used++;
        return used <= most;
    }

    /** Lets time pass. */
    void tick() {
        if (used > 0 && --ticksLeft <= 0) {
            used = 0;
        }
    }
}
