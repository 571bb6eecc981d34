package io.limpid.naming.server;

import static org.awaitility.Awaitility.await;

import io.limpid.Concurrent;
import io.limpid.runtime.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A process that holds a diary in a file that outlives it; the object itself is new with each process. */
@Concurrent
final class DiaryHost implements Diary {
    private final FileChannel file;

    private DiaryHost(FileChannel file) {
        this.file = file;
    }

    @Override
    public CompletionStage<Integer> write(int number) {
        try {
            // One write, so that a kill leaves the line or nothing of it.
            file.write(ByteBuffer.wrap((number + "\n").getBytes(StandardCharsets.UTF_8)));
            return CompletableFuture.completedFuture(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes naming's address, the port to listen at, and the file. */
    public static void main(String[] arguments) throws Exception {
        try (FileChannel file =
                        FileChannel.open(Path.of(arguments[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Host host = await().atMost(Duration.ofSeconds(30))
                        .ignoreException(IllegalStateException.class)
                        .until(() -> join(arguments[0], Integer.parseInt(arguments[1])), joined -> true)) {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreException(IllegalStateException.class)
                    .until(() -> host.export("diary", Diary.class, new DiaryHost(file)) != null);
            System.out.println("at " + host.endpoint());
            System.in.read();
        }
    }

    /** Until the lease of the process before it has ended, naming says that the name is taken. */
    private static Host join(String naming, int port) {
        return Host.builder()
                .naming(naming)
                .name("diary-host")
                .listen("127.0.0.1", port)
                .open();
    }
}
