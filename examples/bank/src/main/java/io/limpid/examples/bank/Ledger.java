package io.limpid.examples.bank;

import io.limpid.examples.bank.Account.Statement;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list of transfers between accounts. As a file: one transfer a line, {@code from to cents}, parted by blanks; blank lines and
 * lines that begin with {@code #} do not count. Immutable.
 *
 * @param transfers the transfers in order
 */
record Ledger(List<Transfer> transfers) {
    /** What every account holds before the first transfer. */
    static final long OPENING_CENTS = 100_000;

    private static final Pattern TRANSFER =
            Pattern.compile("([A-Za-z0-9._~-]+)\\s+([A-Za-z0-9._~-]+)\\s+([1-9][0-9]{0,14})");

    Ledger {
        transfers = List.copyOf(transfers);
    }

    /**
     * One transfer.
     *
     * @param from who pays
     * @param to who is paid
     * @param cents greater than zero
     */
    record Transfer(String from, String to, long cents) {}

    /** Makes a ledger of random transfers among accounts {@code a000}, {@code a001}, ...; the same seed makes the same ledger. */
    static Ledger generate(long seed, int accounts, int transfers) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Transfer> made = new ArrayList<>(transfers);
        for (int i = 0; i < transfers; i++) {
            int from = random.nextInt(accounts);
            int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
            made.add(new Transfer(accountName(from), accountName(to), 1 + random.nextLong(50_000)));
        }
        return new Ledger(made);
    }

    /** The same order with amounts that all differ, so that an entry tells whose it is, and with other names. */
    Ledger distinct(String prefix) {
        List<Transfer> made = new ArrayList<>(transfers.size());
        for (Transfer transfer : transfers) {
            made.add(new Transfer(prefix + transfer.from(), prefix + transfer.to(), made.size() + 1));
        }
        return new Ledger(made);
    }

    /**
     * Reads a ledger file.
     *
     * @throws IllegalArgumentException if a line is not a transfer; the message names file and line
     */
    static Ledger read(Path file) throws IOException {
        List<Transfer> read = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                read.add(parse(line.strip(), file + ":" + number));
            }
        }
        if (read.isEmpty()) {
            throw new IllegalArgumentException(file + ": no transfer (expected: lines 'from to cents')");
        }
        return new Ledger(read);
    }

    void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Transfer transfer : transfers) {
                out.write(transfer.from() + " " + transfer.to() + " " + transfer.cents());
                out.newLine();
            }
        }
    }

    /** The accounts that occur, sorted. */
    List<String> accounts() {
        return transfers.stream()
                .flatMap(transfer -> Stream.of(transfer.from(), transfer.to()))
                .distinct()
                .sorted()
                .toList();
    }

    /** The share of one of several tellers: every n-th transfer. */
    Ledger share(int teller, int tellers) {
        List<Transfer> mine = new ArrayList<>(transfers.size() / tellers + 1);
        for (int i = teller; i < transfers.size(); i += tellers) {
            mine.add(transfers.get(i));
        }
        return new Ledger(mine);
    }

    /** What all transfers together move. */
    Books.Total total() {
        return new Books.Total(
                transfers.size(), transfers.stream().mapToLong(Transfer::cents).sum());
    }

    /** Replays every transfer one after another in this thread: what the accounts must hold in the end. */
    TreeMap<String, Statement> replay() {
        TreeMap<String, Statement> balances = new TreeMap<>();
        accounts().forEach(account -> balances.put(account, new Statement(OPENING_CENTS, 0)));
        for (Transfer transfer : transfers) {
            balances.computeIfPresent(transfer.from(), (name, before) -> after(before, -transfer.cents()));
            balances.computeIfPresent(transfer.to(), (name, before) -> after(before, transfer.cents()));
        }
        return balances;
    }

    private static Statement after(Statement before, long change) {
        return new Statement(Math.addExact(before.cents(), change), before.entries() + 1);
    }

    private static String accountName(int number) {
        return String.format("a%03d", number);
    }

    private static Transfer parse(String line, String where) {
        Matcher words = TRANSFER.matcher(line);
        if (words.matches()) {
            return new Transfer(words.group(1), words.group(2), Long.parseLong(words.group(3)));
        }
        throw new IllegalArgumentException(where + ": '" + line
                + "' (expected: 'from to cents', names of letters, digits and . _ ~ -, cents above zero)");
    }
}
