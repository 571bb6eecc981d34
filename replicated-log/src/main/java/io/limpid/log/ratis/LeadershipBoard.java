package io.limpid.log.ratis;

import io.limpid.log.Leadership;
import io.limpid.log.LeadershipListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leadership as this peer knows it, and who wants to hear of it. Changes are told in order, one at a time. */
final class LeadershipBoard {
    private static final Logger LOG = LoggerFactory.getLogger(LeadershipBoard.class);

    private final List<LeadershipListener> listeners = new ArrayList<>();
    private volatile Leadership now = Leadership.UNKNOWN;

    Leadership now() {
        return now;
    }

    synchronized void add(LeadershipListener listener) {
        listeners.add(listener);
        tell(listener, now);
    }

    synchronized void change(UnaryOperator<Leadership> change) {
        Leadership next = change.apply(now);
        if (next.equals(now)) {
            return;
        }
        now = next;
        listeners.forEach(listener -> tell(listener, next));
    }

    /** A listener's failure is its own; the log's thread goes on. */
    private static void tell(LeadershipListener listener, Leadership leadership) {
        try {
            listener.leadershipChanged(leadership);
        } catch (RuntimeException e) {
            LOG.warn("Leadership listener {} failed on {}", listener, leadership, e);
        }
    }
}
