package io.limpid.examples.quickstart;

import io.limpid.runtime.Client;

/** A process that uses them: {@code java ... UseAccount limpid://127.0.0.1:7400}. */
public final class UseAccount {
    private UseAccount() {}

    /** Deposits one euro and prints the balance. */
    public static void main(String[] args) throws Exception {
        String naming = args[0];
        // snippet: client
        try (Client client = Client.connect(naming)) {
            Account alice = client.lookup(Account.class, "bank/accounts/alice");
            alice.deposit(100);
            System.out.println(alice.balance());
        }
        // end
    }
}
