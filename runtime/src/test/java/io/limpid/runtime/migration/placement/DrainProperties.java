package io.limpid.runtime.migration.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.placement.Drain.Ended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** However moves end, and in whatever order: the host becomes empty where that is possible, gently, and the others are evenly loaded. */
final class DrainProperties {
    @Property(tries = 300)
    void aHostIsEmptyInTheEndAndItsObjectsAreSpreadByLoad(@ForAll long seed) {
        new Run().aHostIsEmptyInTheEndAndItsObjectsAreSpreadByLoad(seed);
    }

    @Property(tries = 300)
    void whateverGoesWrongItEndsAndSaysOfEachObjectThatStaysWhy(@ForAll long seed) {
        new Run().whateverGoesWrongItEndsAndSaysOfEachObjectThatStaysWhy(seed);
    }

    /** One try, because jqwik keeps an instance of the class for all tries. */
    private static final class Run {
        private final Map<String, Double> loads = new HashMap<>();
        private final Map<ObjectName, ObjectLoad> objects = new HashMap<>();
        private final Map<ObjectName, String> places = new HashMap<>();
        private final List<Move> underWay = new ArrayList<>();
        private int most;
        private int peak;

        private Drain drain(Random random) {
            for (int i = 0; i < 1 + random.nextInt(7); i++) {
                loads.put("host-" + i, random.nextDouble() * 200);
            }
            for (int i = 0; i < random.nextInt(300); i++) {
                ObjectName name = new ObjectName("object/" + i);
                double calls = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 20;
                objects.put(name, new ObjectLoad(name, calls, random.nextInt(1 << 20)));
            }
            most = 1 + random.nextInt(8);
            List<HostLoad> others = new ArrayList<>(List.of(new HostLoad("drained", 1_000)));
            loads.forEach((host, load) -> others.add(new HostLoad(host, load)));
            return new Drain("drained", List.copyOf(objects.values()), others, most);
        }

        private static Map<ObjectName, String> left(Drain drain) {
            return drain.endedAfter(0).stream()
                    .filter(each -> !each.isGone())
                    .collect(Collectors.toMap(Ended::object, Ended::why));
        }

        private void begin(List<Move> moves) {
            underWay.addAll(moves);
            peak = Math.max(peak, underWay.size());
            assertThat(moves).allSatisfy(move -> {
                assertThat(move.to()).isNotEqualTo("drained");
                assertThat(move.toString())
                        .startsWith(move.object() + " moves from drained to ")
                        .doesNotContain("\n");
            });
        }

        private double weight(ObjectLoad load) {
            return load.callsPerSecond() + 1;
        }

        private double mostLoaded() {
            Map<String, Double> after = new HashMap<>(loads);
            places.forEach((object, host) -> after.merge(host, weight(objects.get(object)), Double::sum));
            return after.values().stream().mapToDouble(each -> each).max().orElseThrow();
        }

        /** Graham's: what was there before, or an even share of all and one object. */
        private double bound() {
            double before =
                    loads.values().stream().mapToDouble(each -> each).max().orElseThrow();
            double all = loads.values().stream().mapToDouble(each -> each).sum()
                    + objects.values().stream().mapToDouble(this::weight).sum();
            double largest =
                    objects.values().stream().mapToDouble(this::weight).max().orElse(0);
            return Math.max(before, all / loads.size() + largest);
        }

        void aHostIsEmptyInTheEndAndItsObjectsAreSpreadByLoad(long seed) {
            Random random = new Random(seed);
            Drain drain = drain(random);

            begin(drain.begin());
            while (!underWay.isEmpty()) {
                Move move = underWay.remove(random.nextInt(underWay.size()));
                places.put(move.object(), move.to());
                begin(drain.moved(move.object()));
            }

            assertThat(drain.isOver()).isTrue();
            assertThat(left(drain)).isEmpty();
            assertThat(places.keySet()).as("empty").isEqualTo(objects.keySet());
            assertThat(peak).isLessThanOrEqualTo(most);
            assertThat(mostLoaded()).isLessThanOrEqualTo(bound() + 1e-6);
        }

        void whateverGoesWrongItEndsAndSaysOfEachObjectThatStaysWhy(long seed) {
            Random random = new Random(seed);
            Drain drain = drain(random);
            Set<String> refusals = new HashSet<>();
            int steps = 0;

            begin(drain.begin());
            while (!underWay.isEmpty()) {
                assertThat(steps++).as("seed %d ends", seed).isLessThan(20_000);
                Move move = underWay.remove(random.nextInt(underWay.size()));
                switch (random.nextInt(8)) {
                    case 0, 1 -> {
                        refusals.add(move.object() + "@" + move.to());
                        begin(drain.refused(move.object(), "no printer"));
                    }
                    case 2, 3 -> begin(drain.failed(move.object(), "no answer"));
                    default -> {
                        places.put(move.object(), move.to());
                        begin(drain.moved(move.object()));
                    }
                }
                assertThat(underWay)
                        .allSatisfy(each -> assertThat(refusals)
                                .as("seed %d", seed)
                                .doesNotContain(each.object() + "@" + each.to()));
            }

            Set<ObjectName> accounted = new HashSet<>(places.keySet());
            accounted.addAll(left(drain).keySet());
            assertThat(drain.isOver()).isTrue();
            assertThat(accounted).as("seed %d", seed).isEqualTo(objects.keySet());
            assertThat(places.size() + left(drain).size()).as("in one place").isEqualTo(objects.size());
            assertThat(drain.endedAfter(left(drain).size())).hasSize(places.size());
            assertThat(left(drain).values())
                    .allMatch(why -> why.contains("no printer")
                            || why.contains("no answer")
                            || why.equals("there is no other host"));
            assertThat(peak).isLessThanOrEqualTo(most);
        }
    }
}
