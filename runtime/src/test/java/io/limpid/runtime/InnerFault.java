package io.limpid.runtime;

import io.limpid.runtime.hosting.Failpoints.Point;
import java.time.Duration;

/** What happens within the first host, once, when it comes to a step for the nth time. For one thread. */
final class InnerFault {
    static final InnerFault NONE = new InnerFault(Point.CALL_RECEIVED, Action.RAISE, 0);

    private static final int MOST_DELAY_MILLIS = 300;
    private static final int PAUSE_MILLIS = 1_000;
    private static final int DOWN_MILLIS = 100;

    private final Point point;
    private final Action action;
    private int left;
    private boolean happened;

    enum Action {
        /** The host is gone, with all that it held, and comes again without it. */
        KILL,
        /** The whole host stands still for a while, and the world goes on. */
        PAUSE,
        /** This thread alone stands still. */
        DELAY,
        /** The step fails. */
        RAISE,
        /** The host's next answer is lost. */
        DROP
    }

    /** Tells which exception was planted. */
    static final class Raised extends RuntimeException {
        private static final long serialVersionUID = 1;

        Raised(Point point) {
            super("planted at " + point, null, false, false);
        }
    }

    /** Makes one that happens when the point is reached for the nth time; never if that is zero. */
    InnerFault(Point point, Action action, int nth) {
        this.point = point;
        this.action = action;
        this.left = nth;
    }

    boolean happened() {
        return happened;
    }

    void reached(SimulatedCluster cluster, int host, Point present) {
        if (host != 0 || present != point || left == 0 || --left > 0) {
            return;
        }
        happened = true;
        cluster.trace.note(action + " at " + point);
        switch (action) {
            case KILL -> {
                cluster.crash(host);
                cluster.time.schedule(Duration.ofMillis(DOWN_MILLIS), () -> cluster.start(host, "log"));
                throw new Raised(point);
            }
            case PAUSE -> {
                cluster.network.pause(SimulatedCluster.endpoint(host));
                cluster.advance(PAUSE_MILLIS);
                cluster.network.resume(SimulatedCluster.endpoint(host));
            }
            case DELAY -> cluster.advance(cluster.random.nextInt(MOST_DELAY_MILLIS));
            case RAISE -> throw new Raised(point);
            case DROP -> cluster.network.dropNextAnswer(SimulatedCluster.endpoint(host));
        }
    }
}
