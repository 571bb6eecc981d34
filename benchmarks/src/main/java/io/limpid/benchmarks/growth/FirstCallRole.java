package io.limpid.benchmarks.growth;

import io.limpid.benchmarks.peers.Workbench;
import io.limpid.runtime.Client;

/** A client that calls once; its first answer is that of the call. */
final class FirstCallRole implements Role {
    private final Client client;

    FirstCallRole(String naming) {
        client = Client.connect(naming);
    }

    @Override
    public String begin() {
        return Long.toString(client.lookup(Workbench.class, HostRole.name(0)).add(40, 2));
    }

    @Override
    public void close() {
        client.close();
    }
}
