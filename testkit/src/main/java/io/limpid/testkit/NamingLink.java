package io.limpid.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The ways to naming, one for each process that there would be. Thread-safe. */
final class NamingLink {
    private final int port;
    private final long seed;

    @GuardedBy("this")
    private final Set<FaultProxy> ways = new HashSet<>();

    @GuardedBy("this")
    private Passage passage = Passage.OPEN;

    NamingLink(int port, long seed) {
        this.port = port;
        this.seed = seed;
    }

    /** Opens a further way, as good as the others are. */
    synchronized FaultProxy open() throws IOException {
        FaultProxy way = FaultProxy.to(port, seed);
        way.pass(passage);
        ways.add(way);
        return way;
    }

    synchronized void close(FaultProxy way) {
        ways.remove(way);
        way.close();
    }

    synchronized void pass(Passage changed) {
        passage = changed;
        ways.forEach(way -> way.pass(changed));
    }
}
