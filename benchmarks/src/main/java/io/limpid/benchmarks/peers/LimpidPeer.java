package io.limpid.benchmarks.peers;

import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.transport.TransportSettings;
import java.util.concurrent.CompletionStage;

/** Limpid as a user has it: naming, a host that joins it, a client that looks the object up. Nothing is switched off. */
final class LimpidPeer implements Peer {
    private static final String OBJECT = "benchmarks/workbench";

    private static final TransportSettings OVER_TCP =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTcp());

    private final String name;
    private final String configuration;

    /** By which interface the object is exported and called; it says what its methods promise. */
    private final Class<? extends Workbench> type;

    private final TransportSettings transport;

    private LimpidPeer(
            String name, String configuration, Class<? extends Workbench> type, TransportSettings transport) {
        this.name = name;
        this.configuration = configuration;
        this.type = type;
        this.transport = transport;
    }

    /** As between two machines, which is what the others do. */
    static LimpidPeer overTcp() {
        return new LimpidPeer(
                "limpid",
                "defaults, but for `Sharing.overTcp()`: naming and host in the serving process, one exported object, one client and one"
                        + " stub for all callers; methods exactly once and exclusive; deadlines, retry, breaker, leases and epochs on; TCP, no TLS",
                Workbench.class,
                OVER_TCP);
    }

    static LimpidPeer idempotent() {
        return new LimpidPeer(
                "limpid-idempotent",
                "as limpid, each method `@Idempotent`: what the promise of exactly once costs",
                RepeatableWorkbench.class,
                OVER_TCP);
    }

    static LimpidPeer nonBlocking() {
        return new LimpidPeer(
                "limpid-nonblocking",
                "as limpid, each method `@NonBlocking`: what it wins to run where the call was read, from the first call on",
                NonBlockingWorkbench.class,
                OVER_TCP);
    }

    /** Nothing is kept from going the shortest way. */
    static LimpidPeer byUnixSocket() {
        return new LimpidPeer(
                "limpid-unix",
                "as limpid, but with the defaults alone, by which two processes of one machine use a Unix socket",
                Workbench.class,
                TransportSettings.DEFAULT);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String configuration() {
        return configuration;
    }

    @Override
    public Serving serve() throws Exception {
        NamingServer naming = NamingServer.start(NamingSettings.inMemory().transport(transport));
        Host host = Host.builder().naming(naming.address()).transport(transport).open();
        export(host, type);
        return new Serving() {
            @Override
            public String address() {
                return naming.address();
            }

            @Override
            public void close() {
                host.close();
                naming.close();
            }
        };
    }

    private static <T extends Workbench> void export(Host host, Class<T> type) {
        host.export(OBJECT, type, type.cast(new WorkbenchObject()));
    }

    @Override
    public Connected connect(String address) {
        Client client = Client.builder().naming(address).transport(transport).open();
        Workbench stub = client.lookup(type, OBJECT);
        return new Connected() {
            @Override
            public Calls caller() {
                return new Waiting(stub);
            }

            @Override
            public LaterCalls later() {
                return new NotWaiting(stub);
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    private record Waiting(Workbench stub) implements Calls {
        @Override
        public long add(long a, long b) {
            return stub.add(a, b);
        }

        @Override
        public Order order(Order order) {
            return stub.order(order);
        }

        @Override
        public byte[] echo(byte[] bytes) {
            return stub.echo(bytes);
        }
    }

    private record NotWaiting(Workbench stub) implements LaterCalls {
        @Override
        public CompletionStage<Long> add(long a, long b) {
            return stub.addLater(a, b);
        }

        @Override
        public CompletionStage<Order> order(Order order) {
            return stub.orderLater(order);
        }

        @Override
        public CompletionStage<byte[]> echo(byte[] bytes) {
            return stub.echoLater(bytes);
        }
    }
}
