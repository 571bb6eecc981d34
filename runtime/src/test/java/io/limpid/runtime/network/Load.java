package io.limpid.runtime.network;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.network.Recorded.Outcome;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * A process that calls: some threads of it, one call after the other, each written to a file with how it ended. Told {@code probe}, it
 * says {@code served} once a call was answered that began afterwards. Told {@code stop}, it ends its calls and says
 * {@code calls N, without an outcome M}. Thread-safe.
 */
public final class Load {
    private static final long NO_PROBE = Long.MAX_VALUE;

    private final BufferedWriter file;
    private final AtomicLong probe = new AtomicLong(NO_PROBE);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean over;

    private Load(BufferedWriter file) {
        this.file = file;
    }

    /** One thread's calls. */
    @FunctionalInterface
    public interface Caller {
        /** Makes the next call, through {@link Load#record}. */
        void next(Load load) throws Exception;
    }

    /**
     * Runs until standard input ends or says so.
     *
     * @param path the file
     * @param pause what each thread waits between two calls
     * @param callers a thread each
     * @param others says what is to be said to other lines
     */
    public static void run(Path path, Duration pause, List<? extends Caller> callers, UnaryOperator<String> others)
            throws Exception {
        try (BufferedWriter file = Files.newBufferedWriter(path)) {
            Load load = new Load(file);
            List<Thread> threads = new ArrayList<>();
            for (Caller caller : callers) {
                Thread thread = new Thread(() -> load.call(caller, pause));
                thread.start();
                threads.add(thread);
            }
            System.out.println("ready");
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null && !order.equals("stop"); order = orders.readLine()) {
                if (order.equals("probe")) {
                    load.probe.set(System.nanoTime());
                } else {
                    System.out.println(others.apply(order));
                }
            }
            load.over = true;
            for (Thread thread : threads) {
                thread.join(30_000);
            }
            file.flush();
            System.out.printf(
                    "calls %d, without an outcome %d%n", load.begun.get(), load.begun.get() - load.ended.get());
            System.out.flush();
            // Calls that hang must not keep it.
            Runtime.getRuntime().halt(0);
        }
    }

    private void call(Caller caller, Duration pause) {
        try {
            while (!over) {
                caller.next(this);
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        } catch (Exception | AssertionError e) {
            e.printStackTrace(System.err);
            System.out.println("broken " + e);
        }
    }

    /**
     * Makes a call.
     *
     * @param body gives what was answered, as a word
     * @return what was answered; empty if nothing was
     */
    public String record(String object, String input, Callable<String> body) throws Exception {
        begun.incrementAndGet();
        long invoked = System.nanoTime();
        Outcome outcome;
        String output = "";
        try {
            output = body.call();
            outcome = Outcome.ANSWERED;
        } catch (OutcomeUnknownException e) {
            outcome = Outcome.UNKNOWN;
        } catch (NotExecutedException e) {
            outcome = Outcome.NOT_EXECUTED;
        }
        long returned = System.nanoTime();
        ended.incrementAndGet();
        write(new Recorded(object, input, outcome, output, invoked, returned));
        long asked = probe.get();
        if (outcome == Outcome.ANSWERED && invoked >= asked && probe.compareAndSet(asked, NO_PROBE)) {
            System.out.println("served");
        }
        return output;
    }

    private synchronized void write(Recorded call) {
        try {
            file.write(call.line());
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
