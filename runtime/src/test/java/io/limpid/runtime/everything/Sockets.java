package io.limpid.runtime.everything;

import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.transport.TransportSettings;
import java.util.List;

/** An {@link EverythingObject} and whoever calls it, with a socket in between unless it says otherwise. */
final class Sockets implements AutoCloseable {
    static final String NAME = "all/everything";
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final AutoCloseable caller;
    private final AutoCloseable host;
    private final Everything everything;

    private Sockets(AutoCloseable caller, AutoCloseable host, Everything everything) {
        this.caller = caller;
        this.host = host;
        this.everything = everything;
    }

    /** Who calls; it makes a difference to callbacks, which go back over the caller's connection or to where it listens. */
    enum Caller {
        CLIENT,
        HOST
    }

    /** With no socket in between: the caller finds the host in its own process. */
    static Sockets without(Caller caller) {
        Host host = host(TransportSettings.DEFAULT);
        return open(caller, host, host.endpoint(), TransportSettings.DEFAULT);
    }

    static Sockets open(Caller caller) {
        Host host = host();
        return open(caller, host, host.endpoint());
    }

    /** Calls what listens elsewhere. */
    static Sockets open(Caller caller, AutoCloseable other, Endpoint endpoint) {
        return open(caller, other, endpoint, NETWORK);
    }

    private static Sockets open(Caller caller, AutoCloseable other, Endpoint endpoint, TransportSettings transport) {
        List<Binding> directory = List.of(binding(endpoint));
        if (caller == Caller.CLIENT) {
            Client client =
                    Client.builder().directory(directory).transport(transport).open();
            return new Sockets(client, other, client.lookup(Everything.class, NAME));
        }
        Host host = Host.builder().directory(directory).transport(transport).open();
        return new Sockets(host, other, host.lookup(Everything.class, NAME));
    }

    /** A host that holds the object. */
    static Host host() {
        return host(NETWORK);
    }

    private static Host host(TransportSettings transport) {
        Host host = Host.builder().name("everything").transport(transport).open();
        host.export(NAME, Everything.class, new EverythingObject());
        return host;
    }

    private static Binding binding(Endpoint endpoint) {
        Replica replica = new Replica("everything", endpoint, Replica.Role.PRIMARY);
        InterfaceId type = new InterfaceId(Everything.class.getName());
        return new Binding(new ObjectName(NAME), type, 0, 0, List.of(replica));
    }

    Everything everything() {
        return everything;
    }

    @Override
    public void close() throws Exception {
        caller.close();
        host.close();
    }
}
