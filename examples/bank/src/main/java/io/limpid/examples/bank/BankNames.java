package io.limpid.examples.bank;

/** How the bank names its objects. */
final class BankNames {
    private BankNames() {}

    /** The host that holds a share of the ledger's accounts at first. */
    static String host(int share) {
        return "bank-host-" + share;
    }

    static String account(String account) {
        return "bank/accounts/" + account;
    }
}
