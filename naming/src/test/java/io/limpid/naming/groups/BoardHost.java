package io.limpid.naming.groups;

import static org.awaitility.Awaitility.await;

import io.limpid.Concurrent;
import io.limpid.runtime.Host;
import io.limpid.runtime.identity.Replica.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** A process that has a board, and writes what was added to a file that outlives it. */
@Concurrent
final class BoardHost implements Board {
    private final FileChannel file;

    private BoardHost(FileChannel file) {
        this.file = file;
    }

    @Override
    public int show(int number) {
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

    /** Takes naming's address, the address to listen at, the host's name, the board's role, and the file. */
    public static void main(String[] arguments) throws Exception {
        try (FileChannel file =
                        FileChannel.open(Path.of(arguments[4]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Host host = await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> join(arguments), joined -> true)) {
            host.export("board", Board.class, new BoardHost(file), Role.valueOf(arguments[3]));
            System.out.println("ready");
            System.in.read();
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
