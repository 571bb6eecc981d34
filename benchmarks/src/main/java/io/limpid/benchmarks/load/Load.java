package io.limpid.benchmarks.load;

import io.limpid.benchmarks.peers.Calls;
import io.limpid.benchmarks.peers.LaterCalls;
import io.limpid.benchmarks.peers.Order;
import io.limpid.benchmarks.peers.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Calls for a while: first without measuring, then measured. A call that fails or answers wrongly ends it. */
public final class Load implements AutoCloseable {
    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;

    private final Peer.Connected connected;
    private final Payload payload;
    private final Callers callers;

    private final byte[] bytes;
    private final Order order = Order.example();
    private final List<Tally> tallies = new ArrayList<>();
    private final CountDownLatch finished;
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private volatile boolean measuring;
    private volatile boolean over;

    /** Makes one that has not begun. */
    public Load(Peer.Connected connected, Payload payload, Callers callers) {
        this.connected = connected;
        this.payload = payload;
        this.callers = callers;
        this.bytes = new byte[payload.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        this.finished = new CountDownLatch(callers.kind() == Callers.Kind.ASYNC ? 1 : callers.count());
    }

    /**
     * Calls, once.
     *
     * @param settle for how long without measuring
     * @param span for how long then
     */
    public LoadResult run(Duration settle, Duration span) throws Exception {
        ProcessMeter before = ProcessMeter.read();
        start();
        TimeUnit.NANOSECONDS.sleep(settle.toNanos());
        measuring = true;
        long begun = System.nanoTime();
        boolean failed = finished.await(span.toNanos(), TimeUnit.NANOSECONDS);
        measuring = false;
        double seconds = (System.nanoTime() - begun) / 1e9;
        over = true;
        if (!finished.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("callers hang");
        }
        Throwable cause = failure.get();
        if (cause != null || failed) {
            throw new IllegalStateException("a call failed", cause);
        }
        Used used = ProcessMeter.read().since(before);
        Histogram nanos = new Histogram(HIGHEST_NANOS, DIGITS);
        tallies.forEach(tally -> nanos.add(tally.nanos.getIntervalHistogram()));
        long calls = tallies.stream().mapToLong(tally -> tally.calls).sum();
        return LoadResult.of(calls, nanos.getTotalCount() / seconds, nanos, used);
    }

    private void start() {
        if (callers.kind() == Callers.Kind.ASYNC) {
            LaterCalls calls = connected.later();
            start(false, tally -> keepInFlight(calls, tally));
            return;
        }
        for (int i = 0; i < callers.count(); i++) {
            start(callers.kind() == Callers.Kind.VIRTUAL, this::callAndWait);
        }
    }

    private interface Calling {
        void call(Tally tally) throws Exception;
    }

    private void start(boolean virtual, Calling calling) {
        Tally tally = new Tally();
        tallies.add(tally);
        Runnable task = () -> {
            try {
                calling.call(tally);
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                over = true;
                finished.countDown();
            }
        };
        if (virtual) {
            startVirtual(task);
        } else {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void startVirtual(Runnable task) {
        try {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual callers need JDK 21 or newer", e);
        }
    }

    private void callAndWait(Tally tally) throws Exception {
        try (Calls calls = connected.caller()) {
            for (long number = 0; !over; number++) {
                long begun = System.nanoTime();
                boolean right = switch (payload) {
                    case ADD -> calls.add(number, 42) == number + 42;
                    case ORDER -> calls.order(order).equals(order);
                    case KIB64, MIB1 -> calls.echo(bytes).length == bytes.length;
                };
                tally.add(System.nanoTime() - begun, right);
            }
            finished.countDown();
            // The serving side counts what this caller's connection has cost only as long as there is one.
            released.await();
        }
    }

    private void keepInFlight(LaterCalls calls, Tally tally) throws InterruptedException {
        Semaphore room = new Semaphore(callers.count());
        for (long number = 0; !over; number++) {
            room.acquire();
            long sum = number + 42;
            long begun = System.nanoTime();
            switch (payload) {
                case ADD -> follow(calls.add(number, 42), answer -> answer == sum, begun, tally, room);
                case ORDER -> follow(calls.order(order), order::equals, begun, tally, room);
                case KIB64, MIB1 ->
                    follow(calls.echo(bytes), answer -> answer.length == bytes.length, begun, tally, room);
            }
        }
        room.acquire(callers.count());
        finished.countDown();
        released.await();
    }

    private interface Check<R> {
        boolean right(R answer);
    }

    private <R> void follow(CompletionStage<R> pending, Check<R> check, long begun, Tally tally, Semaphore room) {
        CompletionStage<R> unused = pending.whenComplete((answer, cause) -> {
            try {
                if (cause != null) {
                    throw new IllegalStateException(cause);
                }
                tally.addFromAnyThread(System.nanoTime() - begun, check.right(answer));
            } catch (IllegalStateException e) {
                failure.compareAndSet(null, e);
                over = true;
            }
            room.release();
        });
    }

    /** Lets the callers go, and what they have for themselves. */
    @Override
    public void close() {
        over = true;
        released.countDown();
    }

    /** What one caller has seen. */
    private final class Tally {
        final Recorder nanos = new Recorder(HIGHEST_NANOS, DIGITS);
        long calls;

        void add(long took, boolean right) {
            if (!right) {
                throw new IllegalStateException("a wrong answer");
            }
            calls++;
            if (measuring) {
                nanos.recordValue(Math.min(took, HIGHEST_NANOS));
            }
        }

        synchronized void addFromAnyThread(long took, boolean right) {
            add(took, right);
        }
    }
}
