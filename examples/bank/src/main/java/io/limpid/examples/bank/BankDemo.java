package io.limpid.examples.bank;

import io.limpid.runtime.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs naming, hosts and tellers as processes on this machine. First act: a ledger is replayed while links lose requests and answers,
 * accounts move from host to host, the leading naming server and the leading replica of the bank's books are killed, one host is emptied and
 * stopped and another stands still, and every account and the books are audited. Last act: a host is killed, and what its callers were told is compared with what it had done.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Replays a ledger of transfers between accounts in three host processes, over links that lose requests and answers,"
                        + " while accounts move from host to host, the leading naming server and the leading replica of the bank's"
                        + " books are killed, one host is emptied and stopped, and another stands still; audits every balance and the"
                        + " books, and then kills a host."
                        + " Exit status 0 only if no call of the replay failed, the audit holds, and callers of the killed host were told the truth.")
final class BankDemo implements Callable<Integer> {
    private static final int HOSTS = 3;

    /** The host that is emptied and stopped while the replay goes on. */
    private static final int DRAINED = 0;

    @Option(names = "--ledger", description = "A ledger file, lines 'from to cents' (default: made from the seed).")
    private @Nullable Path ledgerFile;

    @Option(names = "--transfers", description = "How many transfers to make (default: 100000, with --short 20000).")
    private @Nullable Integer transfers;

    @Option(
            names = "--accounts",
            defaultValue = "100",
            description = "Among how many accounts (default: ${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Which ledger to make, and where links lose (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--tellers",
            defaultValue = "4",
            description = "How many client processes (default: ${DEFAULT-VALUE}).")
    private int tellers;

    @Option(names = "--short", description = "Take about a minute.")
    private boolean brief;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Ledger ledger = ledgerFile != null ? Ledger.read(ledgerFile) : generate();
        try (Stage stage = Stage.open(this::say)) {
            BankReport report = run(stage, ledger);
            System.out.println(json ? report.toJson() : report.toTable());
            return report.good() ? 0 : 1;
        }
    }

    private BankReport run(Stage stage, Ledger ledger) throws IOException, InterruptedException {
        Path file = stage.write("ledger", ledger);
        List<LossyLink> links = new ArrayList<>();
        try {
            stage.startBooks();
            List<ChildProcess> hosts = new ArrayList<>();
            for (int i = 0; i < HOSTS; i++) {
                LossyLink link = LossyLink.open(seed + i);
                links.add(link);
                hosts.add(stage.host("host " + i, file, i, HOSTS, link.arguments()));
            }
            say("replaying " + ledger.transfers().size() + " transfers with " + tellers
                    + " tellers over links that lose requests and answers");
            long start = System.nanoTime();
            Tally tally;
            Mover.Moves moves;
            try (Mover mover = new Mover(stage.naming(), ledger.accounts(), seed)) {
                tally = replay(stage, file, hosts, mover);
                moves = mover.moves();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Audit audit;
            try (Client client = Client.connect(stage.naming())) {
                audit = Audit.of(ledger, client);
            }
            long cuts = links.stream().mapToLong(LossyLink::cuts).sum();
            long lostAnswers = links.stream().mapToLong(LossyLink::lostAnswers).sum();
            Bracket bracket = new KilledHost(stage, seed).play();
            return new BankReport(new BankReport.Replay(tally, seconds, cuts, lostAnswers, moves), audit, bracket);
        } finally {
            links.forEach(LossyLink::close);
        }
    }

    private Ledger generate() {
        if (accounts < 2) {
            throw new IllegalArgumentException("--accounts: " + accounts + " (expected: at least 2)");
        }
        return Ledger.generate(seed, accounts, transfers != null ? transfers : brief ? 20_000 : 100_000);
    }

    private Tally replay(Stage stage, Path ledger, List<ChildProcess> hosts, Mover mover)
            throws IOException, InterruptedException {
        List<ChildProcess> started = new ArrayList<>();
        for (int i = 0; i < tellers; i++) {
            started.add(stage.teller(ledger, i, tellers, List.of("--books")));
        }
        for (ChildProcess teller : started) {
            String unused = teller.awaitLine(ChildProcess.READY);
        }
        CompletableFuture<Void> half = CompletableFuture.runAsync(() -> awaitHalf(started.get(0)));
        CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> killNamingLeader(stage));
        List<String> names = IntStream.range(0, HOSTS).mapToObj(BankNames::host).toList();
        mover.moveUntil(half::isDone, names);
        half.join();
        killed.join();
        stage.killBooksLeader();
        List<String> remaining = new ArrayList<>(names);
        remaining.remove(DRAINED);
        say("host " + DRAINED + " is emptied, and stops");
        mover.moveAllTo(remaining);
        hosts.get(DRAINED).close();
        say("host " + (HOSTS - 1) + " stands still for " + BankReport.STALL_SECONDS + " seconds");
        hosts.get(HOSTS - 1).stall(BankReport.STALL_SECONDS);
        CompletableFuture<Tally> tallies = CompletableFuture.supplyAsync(() -> talliesOf(started));
        mover.moveUntil(tallies::isDone, remaining);
        return tallies.join();
    }

    private static Tally talliesOf(List<ChildProcess> tellers) {
        Tally all = new Tally();
        try {
            for (ChildProcess teller : tellers) {
                all.add(Tally.ofLine(teller.awaitLine(Tally.LINE)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static void killNamingLeader(Stage stage) {
        try {
            stage.killNamingLeader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitHalf(ChildProcess teller) {
        try {
            String unused = teller.awaitLine(Teller.HALF);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String line) {
        if (!json) {
            System.out.println(line);
        }
    }
}
