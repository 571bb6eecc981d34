package io.limpid.cell;

import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException;
import io.limpid.runtime.Client;
import io.limpid.runtime.network.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A process whose threads read registers, every second one also writes, compares and sets. Each number is written once. Who writes gives up soon, and
 * so comes to whoever leads next while those who only read may yet ask the one that led before.
 */
final class RegistersLoad {
    /** What asks for a number that may be old. */
    static final String GLANCE = "g";

    private static final int THREADS = 4;

    /** At a time; from time to time others are taken, so that the calls of one remain few enough to be judged. */
    private static final int KEYS = 4;

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int NUMBERS = 10_000_000;

    /** Less than a leader that is parted from the others takes to give up. */
    private static final Duration HASTE = Duration.ofMillis(400);

    private RegistersLoad() {}

    /** Takes naming's address, its number, a seed, and the file to write its calls to. */
    public static void main(String[] arguments) throws Exception {
        int number = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        try (Client client = await().atMost(Duration.ofSeconds(60))
                        .ignoreException(NotExecutedException.class)
                        .until(() -> open(arguments[0]), opened -> true);
                Client other = open(arguments[0])) {
            Registers registers = client.lookup(Registers.class, "registers");
            // What it makes of hosts that do not answer at once is not to keep the readers from them.
            Registers hasty = other.withTimeout(other.lookup(Registers.class, "registers"), HASTE);
            List<Calls> callers = IntStream.range(0, THREADS)
                    .mapToObj(i -> number * THREADS + i)
                    .map(i -> new Calls(i % 2 == 0 ? registers : hasty, i * NUMBERS, i % 2 == 0, new Random(seed + i)))
                    .toList();
            Load.run(Path.of(arguments[3]), Duration.ofMillis(15), callers, UnaryOperator.identity());
        }
    }

    /** On a busy machine naming may take longer to answer than a client is ready to wait. */
    private static Client open(String naming) {
        return Client.builder().naming(naming).timeout(Duration.ofSeconds(3)).open();
    }

    private static final class Calls implements Load.Caller {
        private final Registers registers;
        private final Random random;
        private final Map<String, Integer> known = new HashMap<>();

        /** Who waits for a change has no time to meet a leader of the past. */
        private final boolean onlyReads;

        private int value;

        Calls(Registers registers, int firstValue, boolean onlyReads, Random random) {
            this.registers = registers;
            this.onlyReads = onlyReads;
            this.value = firstValue;
            this.random = random;
        }

        @Override
        public void next(Load load) throws Exception {
            String key = "k" + System.nanoTime() / KEPT_NANOS + "-" + random.nextInt(KEYS);
            String shown;
            switch (onlyReads ? 3 + random.nextInt(2) : random.nextInt(4)) {
                case 0 -> {
                    int written = ++value;
                    shown = load.record(key, "w:" + written, () -> {
                        registers.write(key, written);
                        return Integer.toString(written);
                    });
                }
                case 1 -> {
                    int expected = known.getOrDefault(key, 0);
                    int next = ++value;
                    shown = load.record(
                            key,
                            "c:" + expected + ":" + next,
                            () -> Integer.toString(registers.compareAndSet(key, expected, next)));
                }
                case 4 -> shown = load.record(key, GLANCE, () -> Integer.toString(registers.glance(key)));
                default -> shown = load.record(key, "r", () -> Integer.toString(registers.read(key)));
            }
            if (!shown.isEmpty()) {
                known.put(key, Integer.valueOf(shown));
            }
        }
    }
}
