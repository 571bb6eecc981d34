package io.limpid.naming.server;

import io.limpid.runtime.Client;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.TransportSettings;
import java.time.Duration;
import java.util.List;

/** Naming's stub at an address. */
public final class Asking implements AutoCloseable {
    private final Client client;

    public Asking(String address) {
        this(address, TransportSettings.DEFAULT);
    }

    public Asking(String address, TransportSettings transport) {
        List<Replica> servers = LimpidAddress.parse(address).servers().stream()
                .map(server -> new Replica("naming@" + server, server, Replica.Role.PRIMARY))
                .toList();
        client = Client.builder()
                .name("test")
                .transport(transport)
                .directory(List.of(new Binding(Naming.NAME, new InterfaceId(Naming.class.getName()), 0, 0, servers)))
                .open();
    }

    public Naming naming(Duration timeout) {
        return client.withTimeout(client.lookup(Naming.class, Naming.NAME.path()), timeout);
    }

    @Override
    public void close() {
        client.close();
    }
}
