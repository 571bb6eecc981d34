package io.limpid.examples.bank;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.RemoteFailureException;
import io.limpid.examples.bank.Ledger.Transfer;
import io.limpid.runtime.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A client process that replays its share of a ledger with several threads over one client, and says how that went. */
@Command(name = "teller", mixinStandardHelpOptions = true, description = "Replays a share of a ledger.")
final class Teller implements Callable<Integer> {
    /** What a teller says when half of its transfers are made. */
    static final String HALF = "half";

    private static final int FAILURES_TOLD = 5;

    /** How many transfers are posted to the books together. */
    private static final int POSTED_TOGETHER = 100;

    @Option(names = "--naming", required = true, description = "Where naming is: limpid://host:port")
    private String naming = "";

    @Option(names = "--ledger", required = true, description = "The ledger to replay.")
    private Path ledger = Path.of("");

    @Option(names = "--share", required = true, description = "Which share of the transfers, from 0.")
    private int share;

    @Option(names = "--shares", required = true, description = "How many shares there are.")
    private int shares;

    @Option(names = "--books", description = "Post to the bank's books what was moved.")
    private boolean posts;

    @Option(
            names = "--threads",
            defaultValue = "8",
            description = "How many callers at once (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--endings",
            description =
                    "Where to write how each call ended. Each caller then stops after the call that follows a failure.")
    private @Nullable Path endings;

    @Option(names = "--timeout", description = "Milliseconds that a call may take (default: as the interface says).")
    private @Nullable Integer timeout;

    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong redirects = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final Queue<Ending> ended = new ConcurrentLinkedQueue<>();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /**
     * How a call ended that was to make an entry.
     *
     * @param entry the account and the change, as on the tape
     * @param kind what the caller was told
     * @param late whether the caller had seen the host fail before it called
     */
    record Ending(String entry, Kind kind, boolean late) {
        enum Kind {
            RETURNED,
            REFUSED,
            UNKNOWN
        }

        /** Whether a call that ended so may have made so many entries. */
        boolean allows(int entries) {
            return switch (kind) {
                case RETURNED -> entries == 1;
                case REFUSED -> entries == 0;
                // Only what was under way when the host died may end so.
                case UNKNOWN -> entries <= 1 && !late;
            };
        }

        String toLine() {
            return kind + (late ? " late " : " - ") + entry;
        }

        static Ending ofLine(String line) {
            String[] words = line.split(" ", 3);
            return new Ending(words[2], Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1].equals("late"));
        }
    }

    @Override
    public Integer call() throws Exception {
        Ledger mine = Ledger.read(ledger).share(share, shares);
        Tally tally = new Tally();
        try (Client client = Client.builder()
                .naming(naming)
                // Many processes begin at once; the accounts' own timeout is as long.
                .timeout(Duration.ofSeconds(30))
                .observer((call, outcome) -> {
                    retries.addAndGet(Math.max(0, call.journal().attempts() - 1));
                    redirects.addAndGet(call.journal().redirects());
                })
                .open()) {
            System.out.println(ChildProcess.READY);
            if (mine.transfers().isEmpty()) {
                System.out.println(HALF);
            }
            ExecutorService callers = Executors.newFixedThreadPool(threads);
            List<Future<Tally>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Ledger part = mine.share(i, threads);
                parts.add(callers.submit(
                        () -> replay(client, part, mine.transfers().size())));
            }
            callers.shutdown();
            for (Future<Tally> part : parts) {
                tally.add(part.get());
            }
        }
        if (endings != null) {
            Files.write(endings, ended.stream().map(Ending::toLine).toList());
        }
        tally.retried(retries.get());
        tally.redirected(redirects.get());
        System.out.println(tally.toLine());
        return 0;
    }

    private Tally replay(Client client, Ledger part, int all) {
        Tally tally = new Tally();
        Books books = client.lookup(Books.class, BankNames.BOOKS);
        Books.Total slip = new Books.Total(0, 0);
        boolean failed = false;
        for (Transfer transfer : part.transfers()) {
            boolean taken = call(tally, transfer.from(), -transfer.cents(), account(client, transfer.from())::withdraw);
            boolean given =
                    taken && call(tally, transfer.to(), transfer.cents(), account(client, transfer.to())::deposit);
            if (given) {
                slip = slip.plus(1, transfer.cents());
            }
            if (slip.transfers() == POSTED_TOGETHER) {
                slip = post(tally, books, slip);
            }
            if (made.incrementAndGet() == (all + 1) / 2) {
                System.out.println(HALF);
            }
            if (endings != null && failed) {
                return tally;
            }
            failed = !given;
        }
        post(tally, books, slip);
        return tally;
    }

    private Account account(Client client, String name) {
        return accounts.computeIfAbsent(name, missing -> {
            Account found = client.lookup(Account.class, BankNames.account(missing));
            return timeout == null ? found : client.withTimeout(found, Duration.ofMillis(timeout));
        });
    }

    private boolean call(Tally tally, String account, long change, LongConsumer method) {
        boolean late = tally.failures() > 0;
        Ending.Kind kind = Ending.Kind.RETURNED;
        long start = System.nanoTime();
        try {
            method.accept(Math.abs(change));
            tally.succeeded(System.nanoTime() - start);
        } catch (OutcomeUnknownException e) {
            kind = Ending.Kind.UNKNOWN;
            tally.unknown();
            tell(tally, e);
        } catch (NotExecutedException | RemoteFailureException e) {
            // An account that throws has entered nothing.
            kind = Ending.Kind.REFUSED;
            tally.failed();
            tell(tally, e);
        }
        if (endings != null) {
            ended.add(new Ending(account + " " + change, kind, late));
        }
        return kind == Ending.Kind.RETURNED;
    }

    /** Gives the slip that comes next. */
    private Books.Total post(Tally tally, Books books, Books.Total slip) {
        if (posts && slip.transfers() > 0) {
            call(tally, BankNames.BOOKS, slip.cents(), cents -> books.post(slip.transfers(), cents));
        }
        return new Books.Total(0, 0);
    }

    /** Where each ending is written, failures are what is wanted. */
    private void tell(Tally tally, RuntimeException failure) {
        if (endings == null && tally.failures() <= FAILURES_TOLD) {
            System.err.println("teller " + share + ": " + failure);
        }
    }
}
