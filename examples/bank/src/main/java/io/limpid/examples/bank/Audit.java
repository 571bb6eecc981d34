package io.limpid.examples.bank;

import io.limpid.examples.bank.Account.Statement;
import io.limpid.runtime.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares what every account holds, and what the books say, with a plain sequential replay of the ledger.
 *
 * @param accounts how many accounts there are
 * @param before the money in all of them before the first transfer, in cents
 * @param after the money in all of them now, in cents
 * @param books what the books say that was moved in all
 * @param differences one sentence for each account that holds something else than the replay says, and for the books if they do
 */
record Audit(int accounts, long before, long after, Books.Total books, List<String> differences) {
    Audit {
        differences = List.copyOf(differences);
    }

    static Audit of(Ledger ledger, Client client) {
        List<String> differences = new ArrayList<>();
        long after = 0;
        Map<String, Statement> expected = ledger.replay();
        for (Map.Entry<String, Statement> account : expected.entrySet()) {
            Statement actual = client.lookup(Account.class, BankNames.account(account.getKey()))
                    .statement();
            after += actual.cents();
            if (!actual.equals(account.getValue())) {
                differences.add(account.getKey() + " holds " + actual + " (expected: " + account.getValue() + ")");
            }
        }
        Books.Total books = client.lookup(Books.class, BankNames.BOOKS).total();
        if (!books.equals(ledger.total())) {
            differences.add("the books say " + books + " (expected: " + ledger.total() + ")");
        }
        return new Audit(expected.size(), expected.size() * Ledger.OPENING_CENTS, after, books, differences);
    }

    boolean holds() {
        return differences.isEmpty() && before == after;
    }
}
