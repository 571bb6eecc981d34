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

    private final Form form;
    private final TransportSettings transport;

    /** What is not as usual. */
    enum Form {
        /** As between two machines, which is what the others do. */
        TCP(
                "limpid",
                "defaults, but for `Sharing.overTcp()`: naming and host in the serving process, one exported object, one client and one"
                        + " stub for all callers; methods exactly once and exclusive; deadlines, retry, breaker, leases and epochs on; TCP, no TLS"),
        /** Methods are declared such that they may run twice. */
        IDEMPOTENT("limpid-idempotent", "as limpid, each method `@Idempotent`: what the promise of exactly once costs"),
        /** Nothing is kept from going the shortest way. */
        UNIX(
                "limpid-unix",
                "as limpid, but with the defaults alone, by which two processes of one machine use a Unix socket");

        private final String peer;
        private final String configuration;

        Form(String peer, String configuration) {
            this.peer = peer;
            this.configuration = configuration;
        }
    }

    LimpidPeer(Form form) {
        this.form = form;
        this.transport = form == Form.UNIX ? TransportSettings.DEFAULT : OVER_TCP;
    }

    @Override
    public String name() {
        return form.peer;
    }

    @Override
    public String configuration() {
        return form.configuration;
    }

    private boolean repeatable() {
        return form == Form.IDEMPOTENT;
    }

    @Override
    public Serving serve() throws Exception {
        NamingServer naming = NamingServer.start(NamingSettings.inMemory().transport(transport));
        Host host = Host.builder().naming(naming.address()).transport(transport).open();
        if (repeatable()) {
            host.export(OBJECT, RepeatableWorkbench.class, new WorkbenchObject());
        } else {
            host.export(OBJECT, Workbench.class, new WorkbenchObject());
        }
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

    @Override
    public Connected connect(String address) {
        Client client = Client.builder().naming(address).transport(transport).open();
        Workbench stub = repeatable()
                ? client.lookup(RepeatableWorkbench.class, OBJECT)
                : client.lookup(Workbench.class, OBJECT);
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
