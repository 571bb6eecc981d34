package io.limpid.benchmarks;

import io.limpid.benchmarks.load.LoadResult;
import io.limpid.benchmarks.load.Sample;
import io.limpid.benchmarks.load.Used;
import io.limpid.benchmarks.peers.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A peer's two processes. They stay from round to round, so that what is measured is warm; between its turns a peer does nothing. */
final class Contestant implements AutoCloseable {
    /** Before each measuring: threads start, connections open, caches fill. */
    static final Duration SETTLE = Duration.ofMillis(300);

    private final Peer peer;
    private final ChildProcess server;
    private final ChildProcess client;

    private Contestant(Peer peer, ChildProcess server, ChildProcess client) {
        this.peer = peer;
        this.server = server;
        this.client = client;
    }

    static Contestant start(Peer peer, Plan plan) throws IOException {
        ChildProcess server = ChildProcess.start(plan.jdk(), plan.prefix(), List.of("serve", peer.name()));
        try {
            String address = server.answer();
            ChildProcess client = ChildProcess.start(plan.jdk(), plan.prefix(), List.of("call", peer.name(), address));
            client.answer();
            return new Contestant(peer, server, client);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    Peer peer() {
        return peer;
    }

    Sample measure(Scenario scenario, Duration span) throws IOException {
        server.ask("");
        LoadResult result = LoadResult.parse(client.ask(scenario + " " + SETTLE.toMillis() + " " + span.toMillis()));
        Used atServer = Used.parse(server.ask(""));
        client.ask("");
        return Sample.of(result, atServer);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
