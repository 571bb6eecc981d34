package io.limpid.examples.bank;

import io.limpid.examples.bank.Ledger.Transfer;
import io.limpid.runtime.Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A client process that replays its share of a ledger with several threads over one client, and says how that went. */
@Command(name = "teller", mixinStandardHelpOptions = true, description = "Replays a share of a ledger.")
final class Teller implements Callable<Integer> {
    private static final int FAILURES_TOLD = 5;

    @Option(names = "--naming", required = true, description = "Where naming is: limpid://host:port")
    private String naming = "";

    @Option(names = "--ledger", required = true, description = "The ledger to replay.")
    private Path ledger = Path.of("");

    @Option(names = "--share", required = true, description = "Which share of the transfers, from 0.")
    private int share;

    @Option(names = "--shares", required = true, description = "How many shares there are.")
    private int shares;

    @Option(
            names = "--threads",
            defaultValue = "8",
            description = "How many callers at once (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Override
    public Integer call() throws Exception {
        Ledger mine = Ledger.read(ledger).share(share, shares);
        Tally tally = new Tally();
        try (Client client = Client.connect(naming)) {
            Map<String, Account> accounts = new ConcurrentHashMap<>();
            ExecutorService callers = Executors.newFixedThreadPool(threads);
            List<Future<Tally>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Ledger part = mine.share(i, threads);
                parts.add(callers.submit(() -> replay(
                        part,
                        name -> accounts.computeIfAbsent(
                                name, missing -> client.lookup(Account.class, BankNames.account(missing))))));
            }
            callers.shutdown();
            for (Future<Tally> part : parts) {
                tally.add(part.get());
            }
        }
        System.out.println(tally.toLine());
        return 0;
    }

    private Tally replay(Ledger part, Function<String, Account> accounts) {
        Tally tally = new Tally();
        for (Transfer transfer : part.transfers()) {
            Account from = accounts.apply(transfer.from());
            Account to = accounts.apply(transfer.to());
            if (call(tally, from::withdraw, transfer.cents())) {
                call(tally, to::deposit, transfer.cents());
            }
        }
        return tally;
    }

    private boolean call(Tally tally, LongConsumer method, long cents) {
        long start = System.nanoTime();
        try {
            method.accept(cents);
            tally.succeeded(System.nanoTime() - start);
            return true;
        } catch (RuntimeException e) {
            if (tally.failed() <= FAILURES_TOLD) {
                System.err.println("teller " + share + ": " + e);
            }
            return false;
        }
    }
}
