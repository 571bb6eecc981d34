package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.SimulatedMachine;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.simulation.Faults;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to whomever at whichever step of a move, in virtual time; a failure names its seed. */
@Timeout(7_200)
@Tag("ordeal")
final class SimulatedMovesTest {
    private static final int SEEDS = Trials.of(2, 100);

    /** A lease and five seconds, in which the object must be back, and whoever asked for the move know what became of it. */
    static final Duration BACK =
            Duration.ofMillis(SimulatedFleet.TERMS.hostMillis()).plusSeconds(5);

    /** Longer than a lease, so that the paused host is given up. */
    static final Duration PAUSE =
            Duration.ofMillis(2 * SimulatedFleet.TERMS.hostMillis()).plusSeconds(1);

    private static final int REPEATED = Trials.of(100, 10_000);

    /** By when a caller who was not answered has asked again. */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(1);

    /** What is done to a machine. */
    enum Action {
        CRASH,
        PAUSE,
        DROP_ANSWER
    }

    static Stream<Arguments> eachActionOnEachRoleAtEachStep() {
        return EnumSet.range(Point.MOVE_TAKEN, Point.MOVE_LEFT).stream()
                .flatMap(point -> Stream.of("a", "b", "naming")
                        .flatMap(role ->
                                Arrays.stream(Action.values()).map(action -> Arguments.of(point, role, action))));
    }

    @ParameterizedTest
    @MethodSource("eachActionOnEachRoleAtEachStep")
    void whateverHappensNothingIsLostOrDoneTwiceAndTheObjectIsBack(Point point, String role, Action action) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, 2, "a", "b", "c")) {
                boolean happened = moveWith(fleet, point, role, action);

                String where = action + " of " + role + " at " + point + ", seed " + seed;
                assertThat(happened).as(where).isTrue();
                assertThat(fleet.moves).as(where).doesNotContainNull();
                assertThat(fleet.judge()).as(where).isEmpty();
            }
        }
    }

    private static boolean moveWith(SimulatedFleet fleet, Point point, String role, Action action) {
        boolean[] happened = new boolean[1];
        // From then on the source believes the target, and keeps nothing.
        boolean[] left = new boolean[1];
        fleet.reached = (machine, present) -> {
            left[0] |= present == Point.MOVE_ANSWERED || present == Point.MOVE_LEFT;
            if (present == point && !happened[0]) {
                happened[0] = true;
                inflict(fleet, role, action, left[0]);
            }
        };
        fleet.calls(Duration.ofMillis(100), Duration.ofMillis(10));
        fleet.move(0, "b");
        fleet.calls(Duration.ofSeconds(1), Duration.ofMillis(20));
        if (action == Action.PAUSE) {
            fleet.calls(PAUSE, Duration.ofMillis(300));
        }
        fleet.calls(BACK, Duration.ofMillis(300));
        return happened[0];
    }

    static void inflict(SimulatedFleet fleet, String role, Action action, boolean left) {
        SimulatedMachine machine = fleet.machine(role);
        switch (action) {
            case CRASH ->
                fleet.crash(
                        role,
                        fleet.holder().equals(role)
                                && (role.equals("a")
                                        || left
                                        || !fleet.machine("a").isAlive()));
            case PAUSE -> machine.pause(PAUSE);
            case DROP_ANSWER -> fleet.world.network.dropNextAnswer(machine.endpoint());
        }
    }

    @Test
    void aSeedGivesTheSameRunAgain() {
        assertThat(traceOf(7)).isEqualTo(traceOf(7));
    }

    private static long traceOf(long seed) {
        try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, 2, "a", "b", "c")) {
            moveWith(fleet, Point.MOVE_REBOUND, "b", Action.CRASH);
            return fleet.world.trace.hash();
        }
    }

    /** The source sleeps during its hand-over, the object is bound elsewhere meanwhile, and callers wait when it wakes. */
    @Test
    void aSourceThatWakesTwoTermsLaterRunsNothing() {
        List<Point> steps = List.of(Point.MOVE_SEALED, Point.MOVE_SENT, Point.MOVE_COMMITTING, Point.MOVE_ANSWERED);
        for (int seed = 1; seed <= Trials.of(20, 1_000); seed++) {
            try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, 2, "a", "b", "c")) {
                Point step = steps.get(seed % steps.size());
                fleet.calls(Duration.ofMillis(100), Duration.ofMillis(10));
                fleet.reached = (machine, point) -> {
                    if (point == step && machine.isAlive()) {
                        fleet.reached = (later, any) -> {};
                        fleet.account.forgive();
                        machine.pause(PAUSE);
                    }
                };
                fleet.move(0, "b");
                fleet.calls(Duration.ofSeconds(1), Duration.ofMillis(20));
                fleet.exportAt("c");
                fleet.calls(PAUSE.plus(BACK), Duration.ofMillis(200));

                assertThat(fleet.judge()).as("seed %s", seed).isEmpty();
            }
        }
    }

    /** As one does that fetches the object's code. */
    @ParameterizedTest
    @CsvSource({"60, moved", "100, TARGET_REFUSED"})
    void aTargetThatTakesItsTimeButAnswersIsWaitedForAWhile(int seconds, String end) {
        try (SimulatedFleet fleet = new SimulatedFleet(1, Faults.NONE, 2, "a", "b", "c")) {
            fleet.world.reached = (machine, point) -> {
                if (point == Point.MOVE_TAKEN) {
                    machine.holdUp(Duration.ofSeconds(seconds));
                }
            };
            fleet.move(0, "b");
            fleet.calls(Duration.ofSeconds(120), Duration.ofMillis(500));

            assertThat(fleet.moves).containsExactly(end);
            assertThat(fleet.judge()).isEmpty();
        }
    }

    @Test
    void ofTwoWhoMoveItAtOnceNoneIsStuckAndItIsAtOnePlace() {
        for (int seed = 1; seed <= Trials.of(50, 10_000); seed++) {
            try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, 2, "a", "b", "c")) {
                fleet.move(0, "b");
                fleet.world.advance(Duration.ofNanos(fleet.world.random.nextInt(20_000_000)));
                fleet.move(1, "c");
                fleet.calls(Duration.ofSeconds(2), Duration.ofMillis(20));

                assertThat(fleet.moves.stream().map(Objects::toString))
                        .as("seed %s", seed)
                        .contains("moved")
                        .isSubsetOf("moved", "CONFLICT");
                assertThat(fleet.judge()).as("seed %s", seed).isEmpty();
            }
        }
    }

    /** So that calls are made again at the place where the object has gone. */
    @Test
    void overBadLinksEachNumberIsEnteredOnce() {
        for (int seed = 1; seed <= Trials.of(20, 1_000); seed++) {
            try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.MIX, 2, "a", "b", "c")) {
                for (String target : List.of("b", "c", "a", "b")) {
                    fleet.move(0, target);
                    fleet.calls(Duration.ofMillis(500), Duration.ofMillis(3));
                }
                fleet.world.advance(BACK);

                assertThat(fleet.judge()).as("seed %s", seed).isEmpty();
                assertThat(fleet.moves).as("seed %s", seed).doesNotContainNull();
            }
        }
    }

    /** Each time its answer is lost, the ledger moves, and the caller asks again. */
    @Test
    void whoAsksAgainAfterAMoveGetsTheFirstAnswer() {
        int[] repeated = new int[1];
        try (SimulatedFleet fleet = new SimulatedFleet(1, Faults.NONE, 2, "a", "b")) {
            fleet.observer = (invocation, outcome) -> {
                if (invocation.method().name().startsWith("enter(")
                        && invocation.journal().attempts() > 1) {
                    repeated[0]++;
                }
            };
            for (int call = 1; call <= REPEATED; call++) {
                String source = fleet.holder();
                fleet.world.network.dropNextAnswer(fleet.machine(source).endpoint());
                fleet.enter(0);
                fleet.world.advance(Duration.ofMillis(8));
                fleet.move(1, source.equals("a") ? "b" : "a");
                fleet.world.advance(ASKED_AGAIN);

                assertThat(fleet.answers).as("call %s", call).containsEntry(call, call);
            }
            assertThat(fleet.moves).hasSize(REPEATED).containsOnly("moved");
            assertThat(fleet.judge()).isEmpty();
        }
        assertThat(repeated[0]).isEqualTo(REPEATED);
    }
}
