package io.limpid.naming.server;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.EpochConflictException;
import io.limpid.runtime.location.Naming.NameTakenException;
import io.limpid.runtime.network.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A process that binds, frees and looks up names; each thread is a host of its own to naming, and every second one only looks up. Asked, it says who leads. What was answered is
 * written as {@code bound:EPOCH:TYPE}, {@code taken:EPOCH:TYPE}, {@code found:EPOCH:TYPE}, {@code found:0}, {@code freed:0} or {@code conflict:EPOCH}.
 */
final class NamingLoad {
    private static final int THREADS = 4;

    /** At a time; from time to time others are taken, so that the calls of one remain few enough to be judged. */
    private static final int NAMES = 16;

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(8);

    private NamingLoad() {}

    /** Takes naming's address, its number, a seed, and the file to write its calls to. */
    public static void main(String[] arguments) throws Exception {
        int number = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        try (Asking asking = new Asking(arguments[0])) {
            Naming naming = asking.naming(Duration.ofSeconds(3));
            Naming patient = asking.naming(Duration.ofSeconds(60));
            List<Calls> callers = new ArrayList<>();
            for (int i = number * THREADS; i < (number + 1) * THREADS; i++) {
                patient.joinHost("h" + i, new UUID(7, i), new Endpoint("127.0.0.1", 9_000 + i));
                callers.add(new Calls(naming, i, new Random(seed + i)));
            }
            Load.run(
                    Path.of(arguments[3]),
                    Duration.ofMillis(15),
                    callers,
                    asked -> "leader " + patient.status().peer());
        }
    }

    private static final class Calls implements Load.Caller {
        private final Naming naming;
        private final int number;
        private final Random random;
        /** What was said last of a name that somebody holds, as it is written. */
        private final Map<String, String> known = new HashMap<>();

        private int binds;

        Calls(Naming naming, int number, Random random) {
            this.naming = naming;
            this.number = number;
            this.random = random;
        }

        @Override
        public void next(Load load) throws Exception {
            String key = "k" + System.nanoTime() / KEPT_NANOS + "-" + random.nextInt(NAMES);
            ObjectName name = new ObjectName(key);
            // Who waits for a change has no time to meet a leader of the past.
            int choice = number % 2 == 0 ? 0 : random.nextInt(4);
            String[] held = known.getOrDefault(key, "").split(":", -1);
            String shown;
            if (choice < 2) {
                shown = load.record(key, "r", resolve(name));
            } else if (choice == 2 && held.length == 3) {
                shown = load.record(key, "u:" + held[1], unbind(name, Long.parseLong(held[1]), holder(held[2])));
            } else {
                String type = "t" + number + ".T" + ++binds;
                shown = load.record(key, "b:" + type, bind(name, type));
            }
            if (!shown.isEmpty()) {
                known.put(key, shown);
            }
        }

        private Callable<String> resolve(ObjectName name) {
            return () -> {
                Optional<Naming.Entry> found;
                try {
                    found = naming.resolve(name).toCompletableFuture().join();
                } catch (CompletionException e) {
                    if (e.getCause() instanceof Exception cause) {
                        throw cause;
                    }
                    throw e;
                }
                return found.map(entry -> word("found", entry.binding())).orElse("found:0");
            };
        }

        /** Who binds this type. */
        private static UUID holder(String type) {
            return new UUID(7, Integer.parseInt(type.substring(1, type.indexOf('.'))));
        }

        private Callable<String> unbind(ObjectName name, long epoch, UUID holder) {
            return () -> {
                try {
                    naming.unbind(name, epoch, MoveConsent.toFree(holder, name, epoch));
                    return "freed:0";
                } catch (EpochConflictException e) {
                    return "conflict:" + e.actualEpoch();
                }
            };
        }

        private Callable<String> bind(ObjectName name, String type) {
            return () -> {
                try {
                    return word("bound", naming.bind(name, new InterfaceId(type), "h" + number, new UUID(7, number)));
                } catch (NameTakenException e) {
                    return word("taken", e.holder());
                }
            };
        }

        private static String word(String what, Binding binding) {
            return what + ":" + binding.epoch() + ":" + binding.type().name();
        }
    }
}
