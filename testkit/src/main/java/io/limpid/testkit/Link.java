package io.limpid.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** One connection through the proxy: a thread each way. */
final class Link {
    /** How a connection ended. */
    enum End {
        CLOSED,
        CUT,
        ANSWER_LOST
    }

    private static final int CHUNK = 64 * 1024;

    private final Socket caller;
    private final Socket target;
    private final Switchboard switchboard;
    private final SplittableRandom random;
    private final BiConsumer<Link, End> onEnd;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Set once a request is delivered whose answer must not pass. */
    @GuardedBy("this")
    private boolean deaf;

    /** Set once bytes were swallowed; the rest of the stream must not pass then. */
    private volatile boolean lostBytes;

    Link(Socket caller, Socket target, Switchboard switchboard, long seed, BiConsumer<Link, End> onEnd) {
        this.caller = caller;
        this.target = target;
        this.switchboard = switchboard;
        this.random = new SplittableRandom(seed);
        this.onEnd = onEnd;
    }

    static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() throws IOException {
        caller.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        Faults faults = switchboard.faults();
        long cutThere = drawn(faults.cutEvery());
        long cutBack = drawn(faults.cutEvery());
        long deafAfter = drawn(faults.loseAnswerEvery());
        String name = "fault-proxy-link-" + caller.getPort();
        daemon(name + "-there", () -> pump(caller, target, Direction.TO_TARGET, cutThere, deafAfter))
                .start();
        daemon(name + "-back", () -> pump(target, caller, Direction.TO_CALLER, cutBack, Long.MAX_VALUE))
                .start();
    }

    /** Exponentially distributed, so that what has passed says nothing about what will. */
    private long drawn(long mean) {
        return mean == 0 ? Long.MAX_VALUE : 1 + (long) (-mean * Math.log(1 - random.nextDouble()));
    }

    private void pump(Socket from, Socket to, Direction direction, long cutAfter, long deafAfter) {
        byte[] bytes = new byte[CHUNK];
        long passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (true) {
                switchboard.awaitUnheld(direction, over::get);
                int read = in.read(bytes);
                if (read < 0) {
                    end(End.CLOSED);
                    return;
                }
                // Asked again: it may have been held or swallowed while this waited for bytes.
                Passage passage = switchboard.awaitUnheld(direction, over::get);
                if (passage == Passage.SWALLOWED) {
                    lostBytes = true;
                    continue;
                }
                if (lostBytes) {
                    end(End.CUT);
                    return;
                }
                linger(read);
                int part = (int) Math.min(read, cutAfter - passed);
                passed += part;
                if (passed >= deafAfter) {
                    deliverUnanswered(out, bytes, part);
                } else if (direction == Direction.TO_CALLER && isDeaf()) {
                    end(End.ANSWER_LOST);
                    return;
                } else {
                    out.write(bytes, 0, part);
                }
                if (passed >= cutAfter) {
                    end(End.CUT);
                    return;
                }
            }
        } catch (IOException e) {
            end(End.CLOSED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(End.CLOSED);
        }
    }

    /** In one step for the other direction: an answer neither passes because it was quick, nor cuts the delivery short. */
    private synchronized void deliverUnanswered(OutputStream out, byte[] bytes, int length) throws IOException {
        deaf = true;
        out.write(bytes, 0, length);
    }

    private synchronized boolean isDeaf() {
        return deaf;
    }

    private void linger(int bytes) throws InterruptedException {
        Faults faults = switchboard.faults();
        long nanos = faults.delay().toNanos();
        if (faults.bytesPerSecond() > 0) {
            nanos += bytes * TimeUnit.SECONDS.toNanos(1) / faults.bytesPerSecond();
        }
        switchboard.pause(nanos, over::get);
    }

    boolean hasLostBytes() {
        return lostBytes;
    }

    void cut() {
        end(End.CUT);
    }

    void close() {
        end(End.CLOSED);
    }

    private void end(End end) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        // Counted before the caller can notice it.
        onEnd.accept(this, end);
        closeQuietly(caller);
        closeQuietly(target);
        switchboard.wake();
    }

    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
