package io.limpid.runtime.migration.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.placement.Rebalancer.Settings;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Many hosts that each decide for themselves: loads become even, nothing goes to and fro, and no bound is exceeded. */
final class RebalancerProperties {
    /** A host may keep what it has: its one object that is small enough to be given is too large for all others. */
    @Example
    void whatFitsNowhereStays() {
        new Run().withRightFiguresLoadsBecomeEvenAndNoObjectMovesTwice(23_075_991_347_173L);
    }

    @Property(tries = 200)
    void withRightFiguresLoadsBecomeEvenAndNoObjectMovesTwice(@ForAll long seed) {
        new Run().withRightFiguresLoadsBecomeEvenAndNoObjectMovesTwice(seed);
    }

    @Property(tries = 100)
    void withOldFiguresAndLoadsThatVaryItStillComesToRest(@ForAll long seed) {
        new Run().withOldFiguresAndLoadsThatVaryItStillComesToRest(seed);
    }

    @Property(tries = 50)
    void aClusterWithinItsBoundsIsLeftAlone(@ForAll long seed) {
        new Run().aClusterWithinItsBoundsIsLeftAlone(seed);
    }

    /** One try, because jqwik keeps an instance of the class for all tries. */
    private static final class Run {
        private static final Settings SETTINGS =
                new Settings(Duration.ofSeconds(30), 1.3, 1.1, 10, 4, 1L << 20, Duration.ofMinutes(5));

        private final VirtualTime time = new VirtualTime();
        private final Map<String, Rebalancer> hosts = new TreeMap<>();
        private final Map<ObjectName, ObjectLoad> objects = new HashMap<>();
        private final Map<ObjectName, String> places = new HashMap<>();
        private final Map<ObjectName, Long> lastMove = new HashMap<>();
        private final Map<ObjectName, Integer> moves = new HashMap<>();
        private final Set<String> givers = new HashSet<>();
        private final Set<String> receivers = new HashSet<>();
        private int moved;

        private void build(Random random, int skew) {
            int count = 2 + random.nextInt(7);
            for (int i = 0; i < count; i++) {
                String host = "host-" + i;
                hosts.put(host, new Rebalancer(host, SETTINGS, time, new Random(random.nextLong())));
            }
            for (int i = 0; i < 50 + random.nextInt(300); i++) {
                ObjectName name = new ObjectName("object/" + i);
                double calls = Math.pow(10, random.nextDouble() * skew) - 1;
                objects.put(name, new ObjectLoad(name, calls, random.nextInt(1 << 16)));
                places.put(name, "host-" + (int) (count * Math.pow(random.nextDouble(), 2)));
            }
        }

        private double calls(String host) {
            return places.entrySet().stream()
                    .filter(each -> each.getValue().equals(host))
                    .mapToDouble(each -> objects.get(each.getKey()).callsPerSecond())
                    .sum();
        }

        private List<HostLoad> loads() {
            return hosts.keySet().stream()
                    .map(host -> new HostLoad(host, calls(host)))
                    .toList();
        }

        private double mean() {
            return objects.values().stream()
                            .mapToDouble(ObjectLoad::callsPerSecond)
                            .sum()
                    / hosts.size();
        }

        /** One host looks, by these figures of the others, and all that it decides is done. */
        private void look(String host, List<HostLoad> figures, Random noise) {
            List<ObjectLoad> own = places.entrySet().stream()
                    .filter(each -> each.getValue().equals(host))
                    .map(each -> blurred(objects.get(each.getKey()), noise))
                    .toList();
            double ownCalls =
                    own.stream().mapToDouble(ObjectLoad::callsPerSecond).sum();
            List<SeenObject> seen =
                    own.stream().map(each -> new SeenObject(each, 0, 0)).toList();
            List<Move> decided = hosts.get(host).look(new Sight(ownCalls, seen, figures));
            assertThat(decided).hasSizeLessThanOrEqualTo(SETTINGS.mostMoves());
            assertThat(decided.stream()
                            .mapToLong(move -> objects.get(move.object()).stateBytes())
                            .sum())
                    .isLessThanOrEqualTo(SETTINGS.mostBytes());
            decided.forEach(this::carryOut);
        }

        private static ObjectLoad blurred(ObjectLoad load, Random noise) {
            return noise == null
                    ? load
                    : new ObjectLoad(
                            load.name(), load.callsPerSecond() * (0.8 + 0.4 * noise.nextDouble()), load.stateBytes());
        }

        private void carryOut(Move move) {
            assertThat(move.toString()).contains("calls/s").doesNotContain("\n");
            assertThat(places.put(move.object(), move.to())).isEqualTo(move.from());
            hosts.get(move.from()).rests(move.object());
            hosts.get(move.to()).rests(move.object());
            Long before = lastMove.put(move.object(), time.nanoTime());
            assertThat(before == null
                            || time.nanoTime() - before >= SETTINGS.rest().toNanos())
                    .as("it had rested")
                    .isTrue();
            moves.merge(move.object(), 1, Integer::sum);
            givers.add(move.from());
            receivers.add(move.to());
            moved++;
        }

        /** How much more than the mean the most loaded host has. */
        private double imbalance() {
            return loads().stream().mapToDouble(HostLoad::callsPerSecond).max().orElseThrow() / mean();
        }

        void withRightFiguresLoadsBecomeEvenAndNoObjectMovesTwice(long seed) {
            Random random = new Random(seed);
            build(random, 2);
            int quiet = 0;

            for (int round = 0; quiet < 15; round++) {
                assertThat(round).as("seed %d converges", seed).isLessThan(300);
                int before = moved;
                for (String host : hosts.keySet()) {
                    look(host, loads(), null);
                }
                quiet = moved == before ? quiet + 1 : 0;
                time.pass(SETTINGS.interval());
            }

            assertThat(moves.values()).as("seed %d", seed).allMatch(times -> times == 1);
            assertThat(Collections.disjoint(givers, receivers))
                    .as("seed %d: who gives does not receive", seed)
                    .isTrue();
            assertThat(hosts.keySet())
                    .as("seed %d: within the bounds, or nothing is left that fits", seed)
                    .noneMatch(host -> isOverloaded(host) && hasMoveLeft(host));
        }

        private boolean isOverloaded(String host) {
            return calls(host) > SETTINGS.begin() * mean() && calls(host) - mean() >= SETTINGS.fewestCalls();
        }

        /** Whether one of its objects leaves it with the mean at least, and another host within the bounds. */
        private boolean hasMoveLeft(String host) {
            double surplus = calls(host) - mean();
            double room = hosts.keySet().stream()
                    .mapToDouble(other -> SETTINGS.stop() * mean() - calls(other))
                    .max()
                    .orElseThrow();
            double most = Math.min(surplus, room) - 1e-6;
            return objects.values().stream()
                    .filter(each -> places.get(each.name()).equals(host))
                    .anyMatch(each -> each.callsPerSecond() > 0 && each.callsPerSecond() <= most);
        }

        void withOldFiguresAndLoadsThatVaryItStillComesToRest(long seed) {
            Random random = new Random(seed);
            build(random, 1);
            double before = imbalance();
            List<HostLoad> old = loads();
            int late = 0;

            for (int round = 0; round < 120; round++) {
                List<HostLoad> present = loads();
                int movedBefore = moved;
                for (String host : hosts.keySet()) {
                    look(host, old, random);
                    time.pass(SETTINGS.interval().dividedBy(hosts.size()));
                }
                old = present;
                late += round < 60 ? 0 : moved - movedBefore;
            }

            assertThat(late).as("seed %d: moves in the last half hour", seed).isLessThanOrEqualTo(objects.size() / 10);
            assertThat(imbalance()).as("seed %d", seed).isLessThanOrEqualTo(Math.max(1.5, before));
            assertThat(moved).as("seed %d", seed).isLessThanOrEqualTo(2 * objects.size());
        }

        void aClusterWithinItsBoundsIsLeftAlone(long seed) {
            Random random = new Random(seed);
            for (String host : List.of("a", "b", "c", "d")) {
                hosts.put(host, new Rebalancer(host, SETTINGS, time, random));
            }
            List<String> names = new ArrayList<>(hosts.keySet());
            for (int i = 0; i < 400; i++) {
                ObjectName name = new ObjectName("object/" + i);
                objects.put(name, new ObjectLoad(name, 10, 100));
                places.put(name, names.get(i % 4));
            }

            for (int round = 0; round < 50; round++) {
                for (String host : names) {
                    look(host, loads(), random);
                }
                time.pass(SETTINGS.interval());
            }

            assertThat(moved).as("seed %d", seed).isZero();
        }
    }
}
