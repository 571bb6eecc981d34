package io.limpid.runtime;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.transport.Wall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Hosts a, b and c, each behind a wall, a naming in memory and a client: over sockets. */
final class MovingHosts implements AutoCloseable {
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    final FakeNaming naming = new FakeNaming();
    private final Host namingHost = Host.builder().name("naming").open();
    private final Map<String, Host> hosts = new TreeMap<>();

    /** By the listener that is behind. */
    private final Map<Endpoint, Wall> walls = new ConcurrentHashMap<>();

    final Client client;

    MovingHosts() {
        this(builder -> builder);
    }

    /** Makes them with hosts that are opened with these words. */
    MovingHosts(UnaryOperator<HostBuilder> words) {
        naming.seenFrom = endpoint ->
                walls.computeIfAbsent(endpoint, MovingHosts::wallBefore).endpoint();
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        for (String name : List.of("a", "b", "c")) {
            open(name, words.apply(Host.builder()));
        }
        client = client(Duration.ofSeconds(10));
    }

    /** Opens a host of this name, behind a wall of its own. */
    void open(String name, HostBuilder builder) {
        hosts.put(name, builder.naming(address()).name(name).transport(NETWORK).open());
    }

    private static Wall wallBefore(Endpoint listener) {
        try {
            return Wall.before(listener);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String address() {
        return "limpid://" + namingHost.endpoint();
    }

    Host host(String name) {
        return hosts.get(name);
    }

    Wall wall(String host) {
        return walls.get(host(host).endpoint());
    }

    Client client(Duration timeout) {
        return Client.builder()
                .naming(address())
                .transport(NETWORK)
                .timeout(timeout)
                .open();
    }

    @Override
    public void close() throws IOException {
        client.close();
        hosts.values().forEach(Host::close);
        namingHost.close();
        for (Wall wall : walls.values()) {
            wall.close();
        }
    }
}
