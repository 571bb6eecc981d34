package io.limpid.examples.bank;

import io.limpid.naming.Limpid;
import io.limpid.runtime.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs naming, two hosts and several tellers as processes on this machine, replays a ledger, and audits every account. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Replays a ledger of transfers between accounts in two host processes and audits every balance."
                + " Exit status 0 only if no call failed and the audit holds.")
final class BankDemo implements Callable<Integer> {
    private static final int HOSTS = 2;

    @Option(names = "--ledger", description = "A ledger file, lines 'from to cents' (default: made from the seed).")
    private @Nullable Path ledgerFile;

    @Option(names = "--transfers", description = "How many transfers to make (default: 100000, with --short 20000).")
    private @Nullable Integer transfers;

    @Option(
            names = "--accounts",
            defaultValue = "100",
            description = "Among how many accounts (default: ${DEFAULT-VALUE}).")
    private int accounts;

    @Option(names = "--seed", defaultValue = "1", description = "Which ledger to make (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--tellers",
            defaultValue = "4",
            description = "How many client processes (default: ${DEFAULT-VALUE}).")
    private int tellers;

    @Option(names = "--short", description = "Take under a minute.")
    private boolean brief;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    private final Deque<ChildProcess> children = new ArrayDeque<>();

    @Override
    public Integer call() throws Exception {
        Path workspace = Files.createTempDirectory("limpid-bank");
        try {
            BankReport report = run(workspace);
            System.out.println(json ? report.toJson() : report.toTable());
            return report.good() ? 0 : 1;
        } finally {
            // Last started, first ended: naming outlives those who use it.
            children.forEach(ChildProcess::close);
            delete(workspace);
        }
    }

    private BankReport run(Path workspace) throws IOException {
        Ledger ledger = ledgerFile != null ? Ledger.read(ledgerFile) : generate();
        Path file = workspace.resolve("ledger");
        ledger.write(file);
        String naming = startNaming(workspace);
        say("naming at " + naming);
        for (int i = 0; i < HOSTS; i++) {
            ChildProcess host = start("host " + i, List.of("host"), naming, file, i, HOSTS);
            say("host " + i + ": " + host.awaitLine(ChildProcess.READY));
        }
        say("replaying " + ledger.transfers().size() + " transfers with " + tellers + " tellers");
        long start = System.nanoTime();
        Tally tally = replay(naming, file);
        double seconds = (System.nanoTime() - start) / 1e9;
        try (Client client = Client.connect(naming)) {
            return new BankReport(tally, seconds, Audit.of(ledger, client));
        }
    }

    private Ledger generate() {
        if (accounts < 2) {
            throw new IllegalArgumentException("--accounts: " + accounts + " (expected: at least 2)");
        }
        return Ledger.generate(seed, accounts, transfers != null ? transfers : brief ? 20_000 : 100_000);
    }

    private String startNaming(Path workspace) throws IOException {
        String data = workspace.resolve("naming").toString();
        ChildProcess naming = ChildProcess.start(
                "naming",
                Limpid.class,
                List.of("naming", "serve", "--listen", "127.0.0.1:0", "--data", data, "--until-end-of-input"));
        children.push(naming);
        String ready = naming.awaitLine("naming ready");
        return ready.substring(ready.indexOf("limpid://"));
    }

    private Tally replay(String naming, Path ledger) throws IOException {
        List<ChildProcess> started = new ArrayList<>();
        for (int i = 0; i < tellers; i++) {
            started.add(start("teller " + i, List.of("teller"), naming, ledger, i, tellers));
        }
        Tally all = new Tally();
        for (ChildProcess teller : started) {
            all.add(Tally.ofLine(teller.awaitLine(Tally.LINE)));
        }
        return all;
    }

    private ChildProcess start(String name, List<String> program, String naming, Path ledger, int share, int shares)
            throws IOException {
        List<String> arguments = new ArrayList<>(program);
        arguments.addAll(List.of("--naming", naming, "--ledger", ledger.toString()));
        arguments.addAll(List.of("--share", Integer.toString(share), "--shares", Integer.toString(shares)));
        ChildProcess child = ChildProcess.start(name, Bank.class, arguments);
        children.push(child);
        return child;
    }

    private void say(String line) {
        if (!json) {
            System.out.println(line);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
