package io.limpid.runtime;

import io.limpid.runtime.migration.HostControl;
import io.limpid.runtime.migration.HostControl.Emptying;
import io.limpid.runtime.migration.placement.Drain.Ended;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Has a host empty itself, and follows that from afar. For one thread. */
final class DrainRequest {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);

    private final HostControl control;
    private final int atOnce;
    private final Client.DrainWatcher watcher;
    private final Environment environment;

    DrainRequest(HostControl control, int atOnce, Client.DrainWatcher watcher, Environment environment) {
        if (atOnce < 1 || atOnce > HostControl.MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "moves at once: " + atOnce + " (expected: 1 to " + HostControl.MOST_AT_ONCE + ")");
        }
        this.control = control;
        this.atOnce = atOnce;
        this.watcher = watcher;
        this.environment = environment;
    }

    /** Waits until the host is empty; gives what stays, and why. */
    Map<String, String> carryOut() {
        UUID drain = environment.machine().ids().get();
        Map<String, String> stays = new TreeMap<>();
        int known = 0;
        while (true) {
            Emptying now = control.empty(drain, atOnce, known);
            known += now.ended().size();
            // How many were left when each of them had left.
            int remaining = now.remaining() + now.ended().size();
            for (Ended each : now.ended()) {
                remaining--;
                if (each.isGone()) {
                    watcher.left(each.object().path(), each.host(), remaining);
                } else {
                    stays.put(each.object().path(), each.why());
                }
            }
            if (now.isOver()) {
                return stays;
            }
            environment.machine().waits().join(environment.scheduler().after(BETWEEN_QUESTIONS));
        }
    }
}
