package io.limpid.runtime.migration.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.hosting.CallFigures;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.placement.CallerFollower.Settings;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** One object and several hosts that call it: it goes where most calls come from, and its moves never cost more than they save. */
final class CallerFollowerProperties {
    @Property(tries = 200)
    void whateverCallersDoTheMovesNeverCostMoreThanTheCallsTheyWereMadeFor(@ForAll long seed) {
        new Run().whateverCallersDoTheMovesNeverCostMoreThanTheCallsTheyWereMadeFor(seed);
    }

    @Property(tries = 100)
    void anObjectGoesToWhoCallsItMostAndStaysThere(@ForAll long seed) {
        new Run().anObjectGoesToWhoCallsItMostAndStaysThere(seed);
    }

    @Property(tries = 30)
    void anObjectThatTwoCallAlikeStaysHoweverOftenTheyDo(@ForAll long seed) {
        new Run().anObjectThatTwoCallAlikeStaysHoweverOftenTheyDo(seed);
    }

    @Property(tries = 50)
    void anObjectWhoseCallersTakeTurnsStaysUnlessEachTurnPaysForTheMove(@ForAll long seed) {
        new Run().anObjectWhoseCallersTakeTurnsStaysUnlessEachTurnPaysForTheMove(seed);
    }

    @Property(tries = 20)
    void whoIsNoHostIsNotFollowed(@ForAll long seed) {
        new Run().whoIsNoHostIsNotFollowed(seed);
    }

    /** One try, because jqwik keeps an instance of the class for all tries. */
    private static final class Run {
        private static final Settings SETTINGS =
                new Settings(Duration.ofSeconds(15), 500, 1 << 10, 4, Duration.ofMinutes(1));

        private static final ObjectName OBJECT = new ObjectName("shop/cart");
        private static final int HOSTS = 4;

        private final VirtualTime time = new VirtualTime();
        private final Map<Integer, CallerFollower> followers = new HashMap<>();
        private final Map<Integer, String> tags = new HashMap<>();
        private long stateBytes = 100_000;
        private int place;
        private Figures figures = new Figures();
        private int moves;
        private long lastMove;

        /** Calls that came from another host than where the object was. */
        private long far;

        Run() {
            for (int host = 0; host < HOSTS; host++) {
                followers.put(host, new CallerFollower("host-" + host, SETTINGS, time));
                tags.put(CallFigures.tagOf(1_000 + host), "host-" + host);
            }
        }

        /** Calls in one interval, a number of each host in any order, and then the look. */
        private void interval(Random random, int... calls) {
            int[] left = calls.clone();
            int all = 0;
            for (int each : calls) {
                all += each;
            }
            for (; all > 0; all--) {
                int host = 0;
                for (int nth = random.nextInt(all); nth >= left[host]; host++) {
                    nth -= left[host];
                }
                left[host]--;
                call(host);
            }
            look();
        }

        private void call(int host) {
            figures.called(CallFigures.tagOf(1_000 + host));
            far += host == place ? 0 : 1;
        }

        private void look() {
            time.pass(SETTINGS.interval());
            figures.settle(SETTINGS.interval().toSeconds());
            List<HostLoad> hosts = tags.entrySet().stream()
                    .filter(each -> !each.getValue().equals("host-" + place))
                    .map(each -> new HostLoad(each.getValue(), 0, each.getKey()))
                    .toList();
            ObjectLoad load = new ObjectLoad(OBJECT, figures.callsPerSecond(), stateBytes);
            List<Move> decided = followers
                    .get(place)
                    .look(new Sight(0, List.of(new SeenObject(load, figures.caller(), figures.lead())), hosts));
            figures.forgetHalf();
            for (Move move : decided) {
                assertThat(move.toString())
                        .contains("calls more than all others")
                        .doesNotContain("\n");
                assertThat(moves == 0
                                || time.nanoTime() - lastMove >= SETTINGS.rest().toNanos())
                        .as("it had rested")
                        .isTrue();
                followers.get(place).rests(OBJECT);
                place = move.to().charAt("host-".length()) - '0';
                followers.get(place).rests(OBJECT);
                figures = new Figures();
                lastMove = time.nanoTime();
                moves++;
            }
        }

        /** Figures without an object that has them. */
        private static final class Figures extends CallFigures {}

        void whateverCallersDoTheMovesNeverCostMoreThanTheCallsTheyWereMadeFor(long seed) {
            Random random = new Random(seed);
            stateBytes = random.nextInt(1 << 20);

            for (int interval = 0; interval < 100; interval++) {
                int[] calls = new int[HOSTS];
                int favourite = random.nextInt(HOSTS);
                for (int host = 0; host < HOSTS; host++) {
                    calls[host] = random.nextInt(host == favourite ? 2_000 : 300);
                }
                interval(random, calls);
            }

            assertThat(moves * (500 + stateBytes / 1_024)).as("seed %d", seed).isLessThanOrEqualTo(far);
        }

        void anObjectGoesToWhoCallsItMostAndStaysThere(long seed) {
            Random random = new Random(seed);

            for (int interval = 0; interval < 40; interval++) {
                interval(random, 300 + random.nextInt(100), 200, 3_000 + random.nextInt(500), 100);
            }

            assertThat(place).as("seed %d", seed).isEqualTo(2);
            assertThat(moves).as("seed %d", seed).isEqualTo(1);
        }

        void anObjectThatTwoCallAlikeStaysHoweverOftenTheyDo(long seed) {
            Random random = new Random(seed);

            for (int interval = 0; interval < 10; interval++) {
                // As many as 80,000 tosses of a coin give.
                int one = (int) (40_000 + 141 * random.nextGaussian());
                interval(random, 0, one, 80_000 - one, 0);
            }

            assertThat(moves).as("seed %d", seed).isZero();
        }

        void anObjectWhoseCallersTakeTurnsStaysUnlessEachTurnPaysForTheMove(long seed) {
            Random random = new Random(seed);
            stateBytes = 10 << 20;

            for (int interval = 0; interval < 60; interval++) {
                boolean even = interval % 2 == 0;
                interval(random, 0, even ? 4_000 : 0, even ? 0 : 4_000, 0);
            }

            assertThat(moves).as("seed %d", seed).isZero();
        }

        void whoIsNoHostIsNotFollowed(long seed) {
            Random random = new Random(seed);
            tags.remove(CallFigures.tagOf(1_003));

            for (int interval = 0; interval < 10; interval++) {
                interval(random, 10, 10, 10, 5_000);
            }

            assertThat(moves).as("seed %d", seed).isZero();
        }
    }
}
