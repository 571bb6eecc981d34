package io.limpid.benchmarks.peers;

import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import java.util.concurrent.CompletionStage;

/** Limpid as a user has it: naming, a host that joins it, a client that looks the object up. Nothing is switched off. */
final class LimpidPeer implements Peer {
    private static final String OBJECT = "benchmarks/workbench";

    /** Whether methods are declared such that they may run twice. */
    private final boolean repeatable;

    LimpidPeer(boolean repeatable) {
        this.repeatable = repeatable;
    }

    @Override
    public String name() {
        return repeatable ? "limpid-idempotent" : "limpid";
    }

    @Override
    public String configuration() {
        return repeatable
                ? "as limpid, each method `@Idempotent`: what the promise of exactly once costs"
                : "defaults: naming and host in the serving process, one exported object, one client and one stub for all callers;"
                        + " methods exactly once and exclusive; deadlines, retry, breaker, leases and epochs on; TCP, no TLS";
    }

    @Override
    public Serving serve() throws Exception {
        NamingServer naming = NamingServer.start(NamingSettings.inMemory());
        Host host = Host.join(naming.address());
        if (repeatable) {
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
        Client client = Client.connect(address);
        Workbench stub =
                repeatable ? client.lookup(RepeatableWorkbench.class, OBJECT) : client.lookup(Workbench.class, OBJECT);
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
