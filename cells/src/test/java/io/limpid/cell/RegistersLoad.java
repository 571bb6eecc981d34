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
 * A process whose threads read and change registers. Each number is written once. As a rule every second thread only reads; who also writes gives up
 * soon, and so comes to whoever leads next while those who only read may yet ask the one that led before.
 */
final class RegistersLoad {
    /** What asks for a number that may be old. */
    static final String GLANCE = "g";

    /** What each thread asks for by turns of chance: to read, to glance, to write, to compare and set; first whether it gives up soon. */
    private static final List<String> AS_A_RULE = List.of("rg", "!wcrr", "rg", "!wcrr");

    /** At a time; from time to time others are taken, so that the calls of one remain few enough to be judged. */
    private static final int KEYS = 4;

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_THREADS = 8;
    private static final int NUMBERS = 10_000_000;

    /** Less than a leader that is parted from the others takes to give up. */
    private static final Duration HASTE = Duration.ofMillis(400);

    private RegistersLoad() {}

    /** Takes naming's address, its number, a seed, the file to write its calls to, and what each thread is to ask for, unless that is as a rule. */
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
            List<String> threads = arguments.length > 4 ? List.of(arguments).subList(4, arguments.length) : AS_A_RULE;
            List<Calls> callers = IntStream.range(0, threads.size())
                    .mapToObj(i -> {
                        String asks = threads.get(i);
                        int caller = number * MOST_THREADS + i;
                        return new Calls(
                                asks.startsWith("!") ? hasty : registers,
                                caller * NUMBERS,
                                asks.replace("!", ""),
                                new Random(seed + caller));
                    })
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

        private final String asks;

        private int value;

        Calls(Registers registers, int firstValue, String asks, Random random) {
            this.registers = registers;
            this.asks = asks;
            this.value = firstValue;
            this.random = random;
        }

        @Override
        public void next(Load load) throws Exception {
            String key = "k" + System.nanoTime() / KEPT_NANOS + "-" + random.nextInt(KEYS);
            String shown;
            switch (asks.charAt(random.nextInt(asks.length()))) {
                case 'w' -> {
                    int written = ++value;
                    shown = load.record(key, "w:" + written, () -> {
                        registers.write(key, written);
                        return Integer.toString(written);
                    });
                }
                case 'c' -> {
                    int expected = known.getOrDefault(key, 0);
                    int next = ++value;
                    shown = load.record(
                            key,
                            "c:" + expected + ":" + next,
                            () -> Integer.toString(registers.compareAndSet(key, expected, next)));
                }
                case 'g' -> shown = load.record(key, GLANCE, () -> Integer.toString(registers.glance(key)));
                default -> shown = load.record(key, "r", () -> Integer.toString(registers.read(key)));
            }
            if (!shown.isEmpty()) {
                known.put(key, Integer.valueOf(shown));
            }
        }
    }
}
