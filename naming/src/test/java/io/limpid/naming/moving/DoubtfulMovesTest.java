package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.naming.moving.FailedStepsTest.Failure;
import io.limpid.naming.moving.SimulatedMovesTest.Action;
import io.limpid.naming.service.DirectoryCopy;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.simulation.Faults;
import io.limpid.runtime.simulation.SimulatedNetwork.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A second fault while the source finds out how the first has ended its move, in virtual time; a failure names its seed. */
@Timeout(3_600)
@Tag("ordeal")
final class DoubtfulMovesTest {
    private static final int SEEDS = Trials.of(1, 100);

    /** Than the source waits for it. */
    private static final Duration LONGER_THAN_COMMIT = Duration.ofSeconds(4);

    /** Why the source does not know. */
    enum Doubt {
        /** The target has the object, and is not heard for a while. */
        NOT_HEARD(Point.MOVE_OPENED),
        /** The target has given up, and naming has not heard of it. */
        GIVEN_UP(Point.MOVE_ANNOUNCED),
        /** Naming has the object at the target, which has given up. */
        GIVEN_UP_LATE(Point.MOVE_REBOUND);

        private final Point step;

        Doubt(Point step) {
            this.step = step;
        }

        private void raise(SimulatedFleet fleet) {
            if (this == NOT_HEARD) {
                Endpoint b = fleet.machine("b").endpoint();
                fleet.world.network.cut(b, Direction.FROM_HOST);
                fleet.world.time.schedule(LONGER_THAN_COMMIT, () -> fleet.world.network.heal(b));
            } else {
                Failure.EXCEPTION.raise(step);
            }
        }

        private List<Point> leadsTo() {
            return this == NOT_HEARD ? List.of(Point.MOVE_IN_DOUBT) : List.of(Point.MOVE_IN_DOUBT, Point.MOVE_STAYS);
        }
    }

    static List<Arguments> eachActionOnEachRoleInEachDoubt() {
        List<Arguments> all = new ArrayList<>();
        for (Doubt doubt : Doubt.values()) {
            for (Point point : doubt.leadsTo()) {
                for (String role : List.of("a", "b", "naming")) {
                    Arrays.stream(Action.values())
                            .filter(action -> !isLost(doubt, point, role, action))
                            .forEach(action -> all.add(Arguments.of(doubt, point, role, action)));
                }
            }
        }
        return all;
    }

    /** Only the source has the object then, and nobody else knows that; see open.md. */
    private static boolean isLost(Doubt doubt, Point point, String role, Action action) {
        return doubt == Doubt.GIVEN_UP_LATE
                && point == Point.MOVE_IN_DOUBT
                && role.equals("a")
                && action == Action.CRASH;
    }

    @ParameterizedTest
    @MethodSource("eachActionOnEachRoleInEachDoubt")
    void aSecondFaultLosesNothingAndTheObjectIsBack(Doubt doubt, Point point, String role, Action action) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, 2, "a", "b", "c")) {
                String where = doubt + ", then " + action + " of " + role + " at " + point + ", seed " + seed;
                boolean[] happened = faults(fleet, doubt, point, () -> {
                    if (action == Action.PAUSE && doubt == Doubt.NOT_HEARD && role.equals("b")) {
                        // It is given up with what it has done.
                        fleet.account.forgive("b");
                    }
                    SimulatedMovesTest.inflict(fleet, role, action, false);
                });
                run(fleet, action == Action.PAUSE ? SimulatedMovesTest.PAUSE : Duration.ZERO);

                assertThat(happened).as(where).containsOnly(true);
                assertThat(fleet.judge()).as(where).isEmpty();
                if (action != Action.CRASH || !role.equals("a")) {
                    assertThat(fleet.moves).as(where).doesNotContainNull();
                }
            }
        }
    }

    static List<Arguments> eachFailureInEachDoubt() {
        List<Arguments> all = new ArrayList<>();
        for (Doubt doubt : Doubt.values()) {
            for (Point point : doubt.leadsTo()) {
                Arrays.stream(Failure.values()).forEach(failure -> all.add(Arguments.of(doubt, point, failure)));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("eachFailureInEachDoubt")
    void aSourceThatFailsWhileItFindsOutGoesOnFindingOut(Doubt doubt, Point point, Failure failure) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, 2, "a", "b", "c")) {
                String where = doubt + ", then " + failure + " at " + point + ", seed " + seed;
                boolean[] happened = faults(fleet, doubt, point, () -> failure.raise(point));
                run(fleet, Duration.ZERO);

                assertThat(happened).as(where).containsOnly(true);
                assertThat(fleet.judge()).as(where).isEmpty();
                assertThat(fleet.moves)
                        .as(where)
                        .containsExactly(doubt == Doubt.NOT_HEARD ? "moved" : "TARGET_UNREACHABLE");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Doubt.class)
    void aNamingThatIsRestoredMeanwhileFromBeforeTheMoveDoesNotDecideIt(Doubt doubt) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, 2, "a", "b", "c")) {
                String where = doubt + ", then naming is restored, seed " + seed;
                DirectoryCopy copy = fleet.backUp();
                boolean[] happened = faults(fleet, doubt, Point.MOVE_IN_DOUBT, () -> fleet.restoreNaming(copy));
                run(fleet, Duration.ofMillis(SimulatedFleet.TERMS.hostMillis()));

                assertThat(happened).as(where).containsOnly(true);
                assertThat(fleet.judge()).as(where).isEmpty();
                assertThat(fleet.moves).as(where).doesNotContainNull();
                assertThat(fleet.holder()).as(where).isEqualTo(doubt == Doubt.NOT_HEARD ? "b" : "a");
            }
        }
    }

    /** The first fault, and the second at a step that it leads to. */
    private static boolean[] faults(SimulatedFleet fleet, Doubt doubt, Point point, Runnable second) {
        boolean[] happened = new boolean[2];
        fleet.reached = (machine, present) -> {
            if (present == doubt.step && !happened[0]) {
                happened[0] = true;
                doubt.raise(fleet);
            } else if (present == point && !happened[1]) {
                happened[1] = true;
                second.run();
            }
        };
        return happened;
    }

    private static void run(SimulatedFleet fleet, Duration pause) {
        fleet.calls(Duration.ofMillis(100), Duration.ofMillis(10));
        fleet.move(0, "b");
        fleet.calls(Duration.ofSeconds(5), Duration.ofMillis(50));
        fleet.calls(pause.plus(SimulatedMovesTest.BACK), Duration.ofMillis(300));
    }
}
