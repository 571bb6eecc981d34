package io.limpid.naming.groups;

import static org.awaitility.Awaitility.await;

import io.limpid.Concurrent;
import io.limpid.runtime.Host;
import io.limpid.runtime.identity.Replica.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A process that has a board, and writes what was added to a file that outlives it. */
@Concurrent
final class BoardHost implements Board {
    private final FileChannel file;
    private final AtomicInteger shown = new AtomicInteger();

    /** What each call takes, in milliseconds. */
    private volatile long takes;

    private BoardHost(FileChannel file) {
        this.file = file;
    }

    @Override
    public int show(int number) {
        shown.incrementAndGet();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(takes));
        return number;
    }

    @Override
    public int note(int number) {
        return number;
    }

    @Override
    public int add(int number) {
        try {
            // One write, so that a kill leaves the line or nothing of it.
            file.write(ByteBuffer.wrap((number + "\n").getBytes(StandardCharsets.UTF_8)));
            return number;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes naming's address, the address to listen at, the host's name, the board's role, and the file. Told how many milliseconds the board is to
     * take to show, or a question mark, says how often it has begun to.
     */
    public static void main(String[] arguments) throws Exception {
        try (FileChannel file =
                        FileChannel.open(Path.of(arguments[4]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Host host = await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> join(arguments), joined -> true)) {
            BoardHost board = new BoardHost(file);
            host.export("board", Board.class, board, Role.valueOf(arguments[3]));
            System.out.println("ready");
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                if (!order.equals("?")) {
                    board.takes = Long.parseLong(order);
                }
                System.out.println("shown " + board.shown.get());
            }
        }
    }

    /** Until the lease of the process before it has ended, naming says that the name is taken; on a busy machine it may not answer in time. */
    private static Host join(String[] arguments) {
        return Host.builder()
                .naming(arguments[0])
                .listen(arguments[1], 7_000)
                .name(arguments[2])
                .open();
    }
}
