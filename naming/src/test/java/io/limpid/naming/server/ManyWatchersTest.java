package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.check.Trials;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many callers watch the same names, each of which moves time and again; they ask again as soon as they are answered. */
@Timeout(300)
final class ManyWatchersTest {
    private static final int CALLERS = Trials.of(40, 1_000);
    private static final int NAMES = Trials.of(200, 1_000);
    private static final int SECONDS = Trials.of(1, 20);
    private static final int MOVES_A_SECOND = Trials.of(200, 300);

    /** A connection takes 256 open calls. */
    private static final int CALLERS_OF_A_CONNECTION = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final InterfaceId TYPE = new InterfaceId("bank.Account");

    private final NamingServer server = start();
    private final List<Asking> connections = new ArrayList<>();
    private final Map<Long, Long> movedAt = new HashMap<>();
    private volatile boolean over;

    private static NamingServer start() {
        try {
            return NamingServer.start(NamingSettings.inMemory().terms(Duration.ofDays(1), Duration.ofDays(1)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        over = true;
        connections.forEach(Asking::close);
        server.close();
    }

    private record Heard(long revision, long at) {}

    /** One caller. */
    private final class Watcher {
        private final Naming naming;
        private final int[] names;
        private final Map<ObjectName, Long> epochs = new HashMap<>();
        private final List<Heard> heard = new ArrayList<>();
        private long revision = -1;
        private int answers;
        private int resyncs;

        Watcher(Naming naming, int[] names) {
            this.naming = naming;
            this.names = names;
        }

        void ask() {
            naming.watchNames(names, revision).whenComplete((changes, failure) -> {
                if (changes != null && !over) {
                    take(changes);
                    ask();
                }
            });
        }

        private synchronized void take(Changes changes) {
            long now = System.nanoTime();
            answers++;
            resyncs += changes.resync() ? 1 : 0;
            revision = changes.revision();
            for (Change change : changes.events()) {
                epochs.put(change.name(), change.entry().orElseThrow().binding().epoch());
                heard.add(new Heard(change.revision(), now));
            }
        }

        synchronized boolean knows(Map<ObjectName, Long> all) {
            return epochs.equals(all);
        }
    }

    @Test
    void eachHearsWhereEachNameIsAndNotMoreOftenThanItShould() throws Exception {
        Naming naming = connect();
        for (int host = 0; host < 2; host++) {
            naming.joinHost("h" + host, instance(host), new Endpoint("127.0.0.1", 9000 + host));
        }
        List<Binding> bindings = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            bindings.add(naming.bind(new ObjectName("account/" + i), TYPE, "h0", instance(0)));
        }
        List<Watcher> watchers = watchers(bindings);

        long begun = System.nanoTime();
        List<Long> took = new ArrayList<>();
        int moves = SECONDS * MOVES_A_SECOND;
        for (int move = 0; move < moves || move < NAMES; move++) {
            LockSupport.parkNanos(begun + move * 1_000_000_000L / MOVES_A_SECOND - System.nanoTime());
            int at = move % NAMES;
            Binding before = bindings.get(at);
            int to = before.replicas().get(0).host().equals("h0") ? 1 : 0;
            UUID consent = MoveConsent.of(instance(1 - to), before.name(), before.epoch(), "h" + to);
            long asked = System.nanoTime();
            Binding after = naming.rebind(before.name(), before.epoch(), "h" + to, instance(to), consent);
            took.add(System.nanoTime() - asked);
            movedAt.put(after.epoch(), asked);
            bindings.set(at, after);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        Map<ObjectName, Long> all = new HashMap<>();
        bindings.forEach(binding -> all.put(binding.name(), binding.epoch()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(watchers).allMatch(watcher -> watcher.knows(all)));

        int answers = watchers.stream().mapToInt(watcher -> watcher.answers).sum();
        System.out.printf(
                "%d callers, %d names, %.0f moves a second for %.1f s: %.0f answers a second; a move took %s ms, was heard of after %s ms"
                        + " (p50, p99, most)%n",
                CALLERS,
                NAMES,
                took.size() / seconds,
                seconds,
                answers / seconds,
                quantiles(took),
                quantiles(watchers.stream()
                        .flatMap(watcher -> watcher.heard.stream())
                        .filter(heard -> movedAt.containsKey(heard.revision()))
                        .map(heard -> heard.at() - movedAt.get(heard.revision()))
                        .toList()));
        assertThat(watchers).allMatch(watcher -> watcher.resyncs == 1);
        assertThat(watchers).allMatch(watcher -> watcher.answers <= 3 + (seconds + 1) / 0.020);
    }

    private List<Watcher> watchers(List<Binding> bindings) {
        int[] names = bindings.stream()
                .mapToInt(binding -> binding.name().fingerprint())
                .sorted()
                .toArray();
        List<Watcher> watchers = new ArrayList<>();
        IntStream.range(0, CALLERS).forEach(i -> {
            Naming naming = i % CALLERS_OF_A_CONNECTION == 0 ? connect() : watchers.get(watchers.size() - 1).naming;
            watchers.add(new Watcher(naming, names));
        });
        watchers.forEach(Watcher::ask);
        await().atMost(PATIENCE).until(() -> watchers.stream().allMatch(watcher -> watcher.revision >= 0));
        return watchers;
    }

    private Naming connect() {
        Asking asking = new Asking(server.address());
        connections.add(asking);
        return asking.naming(PATIENCE);
    }

    private static UUID instance(int host) {
        return new UUID(3, host);
    }

    private static String quantiles(List<Long> nanos) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return String.format(
                "%.1f %.1f %.1f",
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get((int) ((sorted.size() - 1) * 0.99)) / 1e6,
                sorted.get(sorted.size() - 1) / 1e6);
    }
}
