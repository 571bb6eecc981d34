package io.limpid.examples.bank;

import io.limpid.MoveRefusedException;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Moves accounts between hosts while they are called: at random, and at last all away from one host. */
final class Mover implements AutoCloseable {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int AT_ONCE = 16;
    private static final int ATTEMPTS = 20;

    private final Client client;
    private final List<String> accounts;
    private final long seed;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final Histogram still = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private final AtomicInteger refused = new AtomicInteger();

    Mover(String naming, List<String> accounts, long seed) {
        this.client = Client.connect(naming);
        this.accounts = accounts;
        this.seed = seed;
    }

    /** Moves accounts to any of the hosts, several at once, until it is told that it is over. */
    void moveUntil(BooleanSupplier over, List<String> hosts) throws InterruptedException {
        several(mover -> {
            Random random = new Random(seed + mover);
            while (!over.getAsBoolean()) {
                boolean unused =
                        move(accounts.get(random.nextInt(accounts.size())), hosts.get(random.nextInt(hosts.size())));
            }
        });
    }

    /** Moves all accounts to hosts that remain. */
    void moveAllTo(List<String> hosts) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        several(mover -> {
            for (int i = next.getAndIncrement(); i < accounts.size(); i = next.getAndIncrement()) {
                boolean there = false;
                // Its host may be busy, or a message may be lost.
                for (int attempt = 0; attempt < ATTEMPTS && !there; attempt++) {
                    there = move(accounts.get(i), hosts.get(i % hosts.size()));
                }
            }
        });
    }

    private void several(Work work) throws InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            int mover = i;
            running.add(threads.submit(() -> work.run(mover)));
        }
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a mover failed", e.getCause());
            }
        }
    }

    private boolean move(String account, String host) {
        try {
            Duration stood = client.migrate(BankNames.account(account), host);
            if (!stood.isZero()) {
                still.recordValue(Math.min(stood.toNanos(), LONGEST_NANOS));
            }
            return true;
        } catch (MoveRefusedException | NotExecutedException | OutcomeUnknownException e) {
            refused.incrementAndGet();
            return false;
        }
    }

    /** What came of it. */
    Moves moves() {
        return new Moves(
                still.getTotalCount(),
                refused.get(),
                still.getValueAtPercentile(50) / 1e6,
                still.getValueAtPercentile(99) / 1e6);
    }

    /**
     * The moves of a replay.
     *
     * @param made how many there were
     * @param refused how many were asked for and not made: two of one account at once, of which one is
     * @param stillP50Millis for how long an object stood still, in the median
     * @param stillP99Millis and of a hundred the one that did longest
     */
    record Moves(long made, int refused, double stillP50Millis, double stillP99Millis) {}

    /** What one of several does. */
    private interface Work {
        void run(int mover);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
