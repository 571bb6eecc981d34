package io.limpid.benchmarks.growth;

import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.transport.TransportSettings.Patience;
import java.time.Duration;

/** What a process of a growth is there for. For one thread. */
interface Role extends AutoCloseable {
    /** Limpid's defaults, but that nobody gives up a call or a connection because the machine has much to do. */
    Duration PATIENCE = Duration.ofSeconds(30);

    /** The same. */
    TransportSettings TRANSPORT = TransportSettings.DEFAULT.patience(new TransportSettings.Patience(
            PATIENCE,
            Patience.DEFAULT.firstBackoff(),
            Patience.DEFAULT.longestBackoff(),
            Patience.DEFAULT.heartbeat(),
            Patience.DEFAULT.stalledWrite()));

    /** What others need to know of it, as words on a line. */
    String begin() throws Exception;

    /** Does what it is told, and gives what came of it, as words on a line. */
    default String obey(String[] order) throws Exception {
        throw new IllegalArgumentException("order: " + String.join(" ", order) + " (expected: one of this role's)");
    }
}
