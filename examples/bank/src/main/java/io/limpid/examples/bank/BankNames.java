package io.limpid.examples.bank;

/** How the bank names its objects. */
final class BankNames {
    private BankNames() {}

    static String account(String account) {
        return "bank/accounts/" + account;
    }
}
