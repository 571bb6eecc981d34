package io.limpid.naming.moving;

import static org.awaitility.Awaitility.await;

import io.limpid.runtime.Host;
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
import org.jspecify.annotations.Nullable;

/** A process that holds ledgers, and is told by lines on its standard input which. It ends with its input. */
final class LedgerHost {
    private static @Nullable FileChannel diary;
    private static String process = "";

    private LedgerHost() {}

    /** Notes that a number was entered, in one write, so that a kill leaves the line or nothing of it. */
    static void ran(int number) {
        FileChannel open = diary;
        if (open != null) {
            try {
                open.write(ByteBuffer.wrap((number + "\n").getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** This process. */
    static String process() {
        return process;
    }

    /** Takes naming's address, the host's name, and the file of the diary. */
    public static void main(String[] arguments) throws Exception {
        process = arguments[1] + "/" + ProcessHandle.current().pid();
        diary = FileChannel.open(Path.of(arguments[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Host host = join(arguments[0], arguments[1])) {
            System.out.println("at " + host.endpoint());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                System.out.println(words[0] + " " + obey(host, words));
            }
        }
    }

    /** Until the lease of the process before it has ended, naming says that the name is taken. */
    private static Host join(String naming, String name) {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> open(naming, name), host -> true);
    }

    private static Host open(String naming, String name) {
        return Host.builder()
                .naming(naming)
                .name(name)
                .timeout(Duration.ofSeconds(20))
                .drainWithProcess()
                .open();
    }

    private static String obey(Host host, String[] words) {
        try {
            switch (words[1]) {
                case "hold" -> host.export(words[2], Ledger.class, ledger(words[3], Long.parseLong(words[4])));
                case "hold-many" -> {
                    for (int i = 0; i < Integer.parseInt(words[3]); i++) {
                        host.export(words[2] + i, Ledger.class, new MovingLedger(0));
                    }
                }
                default -> throw new IllegalArgumentException("word: " + words[1]);
            }
            return "done";
        } catch (RuntimeException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static Ledger ledger(String kind, long bytes) {
        return switch (kind) {
            case "captured" -> new MovingLedger(bytes);
            case "written" -> new PagedLedger(bytes);
            case "precopied" -> new PreCopiedLedger(bytes);
            default -> throw new IllegalArgumentException("kind: " + kind);
        };
    }
}
