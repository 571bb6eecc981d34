package io.limpid.examples.quickstart;

import io.limpid.runtime.Host;

/** A process that holds objects: {@code java ... HoldAccount limpid://127.0.0.1:7400}. */
public final class HoldAccount {
    private HoldAccount() {}

    /** Exports one account and stays until the process is ended. */
    public static void main(String[] args) throws Exception {
        String naming = args[0];
        // snippet: host
        try (Host host = Host.join(naming)) {
            host.export("bank/accounts/alice", Account.class, new SavingsAccount("Alice"));
            host.awaitClose();
        }
        // end
    }
}
