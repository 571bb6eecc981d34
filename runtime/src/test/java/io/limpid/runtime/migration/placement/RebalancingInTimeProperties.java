package io.limpid.runtime.migration.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.placement.DrainRun.End;
import io.limpid.runtime.migration.placement.Rebalancer.Settings;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Hosts that look when they like, by answers that come late or not at all, while moves take their time or fail. On virtual time. */
final class RebalancingInTimeProperties {
    @Property(tries = 40)
    void loadsBecomeEvenAndNothingMovesToAndFro(@ForAll long seed) {
        new Cluster(new Random(seed)).loadsBecomeEvenAndNothingMovesToAndFro(seed);
    }

    @Property(tries = 20)
    void whateverLoadsDoWhatHasMovedRests(@ForAll long seed) {
        new Cluster(new Random(seed)).whateverLoadsDoWhatHasMovedRests(seed);
    }

    @Property(tries = 20)
    void aHostThatHasStoppedDecidesNothing(@ForAll long seed) {
        new Cluster(new Random(seed)).aHostThatHasStoppedDecidesNothing(seed);
    }

    @Property(tries = 20)
    void aHostThatCannotBeAskedIsGivenNothing(@ForAll long seed) {
        new Cluster(new Random(seed)).aHostThatCannotBeAskedIsGivenNothing(seed);
    }

    private static final class Cluster {
        private static final Settings SETTINGS = Settings.DEFAULT;
        private static final Duration HOUR = Duration.ofHours(1);

        private final VirtualTime time = new VirtualTime();
        private final Random random;
        private final Map<String, PlacementRun> hosts = new TreeMap<>();
        private final Map<ObjectName, Double> rates = new HashMap<>();
        private final Map<ObjectName, String> places = new HashMap<>();
        private final Map<ObjectName, String> underWay = new HashMap<>();
        private final Map<ObjectName, Long> settled = new HashMap<>();
        private final Map<ObjectName, Integer> moves = new HashMap<>();
        private final Set<String> silent = new HashSet<>();
        private final List<ObjectName> begun = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();

        Cluster(Random random) {
            this.random = random;
            int count = 2 + random.nextInt(7);
            for (int i = 0; i < count; i++) {
                String host = "host-" + i;
                Rebalancer rule = new Rebalancer(host, SETTINGS, time, new Random(random.nextLong()));
                hosts.put(
                        host, new PlacementRun(rule, () -> sight(host), (object, to) -> move(host, object, to), time));
            }
            // None of them is more than what the bounds leave room for.
            for (int i = 0; i < 60 * count; i++) {
                ObjectName object = new ObjectName("object/" + i);
                rates.put(object, 5 + 10 * random.nextDouble());
                places.put(object, "host-" + (int) (count * Math.pow(random.nextDouble(), 3)));
            }
        }

        private void begin() {
            hosts.values().forEach(host -> host.begin(random.nextDouble()));
        }

        private double calls(String host) {
            return places.entrySet().stream()
                    .filter(each -> each.getValue().equals(host))
                    .mapToDouble(each -> rates.get(each.getKey()))
                    .sum();
        }

        private double mean() {
            return rates.values().stream().mapToDouble(each -> each).sum() / hosts.size();
        }

        /** Now and then naming is away; else whoever does not answer is left out, and the answers are as old as they took. */
        private CompletionStage<Sight> sight(String host) {
            CompletableFuture<Sight> seen = new CompletableFuture<>();
            Duration late = Duration.ofMillis(random.nextInt(2_000));
            if (random.nextInt(20) == 0) {
                time.schedule(late, () -> seen.completeExceptionally(new IllegalStateException("naming is away")));
                return seen;
            }
            List<HostLoad> others = hosts.keySet().stream()
                    .filter(other -> !other.equals(host) && !silent.contains(other))
                    .map(other -> new HostLoad(other, calls(other) * (0.95 + 0.1 * random.nextDouble())))
                    .toList();
            time.schedule(late, () -> seen.complete(new Sight(calls(host), objectsOf(host), others)));
            return seen;
        }

        private List<SeenObject> objectsOf(String host) {
            return places.entrySet().stream()
                    .filter(each -> each.getValue().equals(host) && !underWay.containsKey(each.getKey()))
                    .map(each -> new SeenObject(new ObjectLoad(each.getKey(), rates.get(each.getKey()), 1_000), 0, 0))
                    .toList();
        }

        /** To be looked at in the end, because a mover that throws is a move that failed. */
        private void check(boolean holds, String otherwise) {
            if (!holds) {
                wrong.add(otherwise);
            }
        }

        private CompletionStage<End> move(String from, ObjectName object, String to) {
            check(underWay.put(object, from) == null, object + " is under way");
            check(
                    underWay.values().stream().filter(from::equals).count() <= SETTINGS.mostMoves(),
                    "too many are under way");
            check(from.equals(places.get(object)), object + " is not at " + from);
            Long since = settled.get(object);
            check(since == null || time.nanoTime() - since >= SETTINGS.rest().toNanos(), object + " has not rested");
            begun.add(object);
            CompletableFuture<End> end = new CompletableFuture<>();
            int luck = random.nextInt(20);
            time.schedule(Duration.ofMillis(random.nextInt(5_000)), () -> {
                underWay.remove(object);
                settled.put(object, time.nanoTime());
                if (luck == 0) {
                    end.complete(new End.Refused("it is full"));
                } else if (luck == 1) {
                    end.completeExceptionally(new IllegalStateException("it does not answer"));
                } else {
                    places.put(object, to);
                    hosts.get(to).arrived(object);
                    moves.merge(object, 1, Integer::sum);
                    end.complete(new End.Moved());
                }
            });
            return end;
        }

        void loadsBecomeEvenAndNothingMovesToAndFro(long seed) {
            begin();

            time.advance(HOUR.multipliedBy(4));
            int before = begun.size();
            time.advance(HOUR);

            assertThat(wrong).as("seed %d", seed).isEmpty();
            assertThat(hosts.keySet())
                    .as("seed %d", seed)
                    .allMatch(host -> calls(host) <= mean() * SETTINGS.begin() * 1.05);
            assertThat(begun).as("seed %d: moves in the last hour", seed).hasSizeLessThanOrEqualTo(before + 2);
            assertThat(moves.values()).as("seed %d", seed).allMatch(times -> times <= 2);
            assertThat(moves.values().stream().filter(times -> times > 1))
                    .as("seed %d: objects that moved twice", seed)
                    .hasSizeLessThanOrEqualTo(rates.size() / 50);
        }

        void whateverLoadsDoWhatHasMovedRests(long seed) {
            begin();

            for (int i = 0; i < 60; i++) {
                rates.replaceAll((object, rate) -> Math.pow(20, random.nextDouble()));
                String favourite = "host-" + random.nextInt(hosts.size());
                places.forEach((object, host) -> {
                    if (host.equals(favourite)) {
                        rates.put(object, 50.0);
                    }
                });
                time.advance(Duration.ofMinutes(1));
            }

            assertThat(wrong).as("seed %d", seed).isEmpty();
            assertThat(begun).as("seed %d", seed).isNotEmpty();
        }

        void aHostThatHasStoppedDecidesNothing(long seed) {
            begin();
            time.advance(Duration.ofSeconds(random.nextInt(120)));

            hosts.values().forEach(PlacementRun::stop);
            int before = begun.size();
            time.advance(HOUR);

            assertThat(begun).as("seed %d", seed).hasSize(before);
        }

        void aHostThatCannotBeAskedIsGivenNothing(long seed) {
            String last = "host-" + (hosts.size() - 1);
            silent.add(last);
            double had = calls(last);
            begin();

            time.advance(HOUR);

            assertThat(calls(last)).as("seed %d", seed).isLessThanOrEqualTo(had);
        }
    }
}
