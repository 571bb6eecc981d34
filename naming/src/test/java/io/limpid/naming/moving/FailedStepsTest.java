package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.hosting.HostingView;
import io.limpid.runtime.simulation.Faults;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of a move fail by what they throw, in virtual time; a failure names its seed. */
@Timeout(3_600)
final class FailedStepsTest {
    private static final int SEEDS = Trials.of(2, 100);

    /** More than may be on their way to a host at once. */
    private static final int MANY_MOVES = 70;

    /** What is thrown. */
    enum Failure {
        EXCEPTION {
            @Override
            void raise(Point point) {
                throw new IllegalStateException("planted at " + point);
            }
        },
        /** As where a class cannot be loaded, or no thread be had. */
        ERROR {
            @Override
            void raise(Point point) {
                throw new LinkageError("planted at " + point);
            }
        };

        abstract void raise(Point point);
    }

    static Stream<Arguments> eachFailureAtEachStep() {
        return EnumSet.range(Point.MOVE_TAKEN, Point.MOVE_LEFT).stream()
                .flatMap(point -> Arrays.stream(Failure.values()).map(failure -> Arguments.of(point, failure)));
    }

    @ParameterizedTest
    @MethodSource("eachFailureAtEachStep")
    void noCallerNoticesAStepThatFailsAndTheLedgerCanMoveAgain(Point point, Failure failure) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, 2, "a", "b", "c")) {
                String where = failure + " at " + point + ", seed " + seed;
                fleet.calls(Duration.ofMillis(100), Duration.ofMillis(10));
                fleet.world.advance(Duration.ofSeconds(1));
                int standing = fleet.world.standing();

                boolean[] failed = failOnce(fleet, point, failure);
                fleet.move(0, "b");
                fleet.calls(Duration.ofSeconds(2), Duration.ofMillis(20));
                fleet.move(1, fleet.holder().equals("a") ? "b" : "a");
                fleet.calls(Duration.ofSeconds(1), Duration.ofMillis(20));

                assertThat(failed[0]).as(where).isTrue();
                assertThat(fleet.judge()).as(where).isEmpty();
                assertThat(fleet.moves).as(where).doesNotContainNull().endsWith("moved");
                assertThat(fleet.account.count(Told.RETURNED)).as(where).isEqualTo(fleet.entered());
                assertThat(fleet.world.standing())
                        .as("threads that stand still, %s", where)
                        .isEqualTo(standing);
                for (String host : List.of("a", "b", "c")) {
                    HostingView there = HostingView.of(fleet.machine(host).handler());
                    assertThat(there.waiting())
                            .as("calls that wait at %s, %s", host, where)
                            .isZero();
                    assertThat(there.named())
                            .as("what is at %s, %s", host, where)
                            .isEqualTo(fleet.holder().equals(host) ? 1 : 0);
                }
            }
        }
    }

    private static boolean[] failOnce(SimulatedFleet fleet, Point point, Failure failure) {
        boolean[] failed = new boolean[1];
        fleet.reached = (machine, present) -> {
            if (present == point && !failed[0]) {
                failed[0] = true;
                failure.raise(point);
            }
        };
        return failed;
    }

    /** What it was sent before is given up at once, not when its source has been silent for long. */
    @Test
    void aTargetThatIsNeverToldToCommitHasRoomForTheNextMove() {
        try (SimulatedFleet fleet = new SimulatedFleet(1, Faults.NONE, 2, "a", "b", "c")) {
            for (int i = 0; i < MANY_MOVES; i++) {
                failOnce(fleet, Point.MOVE_COMMITTING, Failure.EXCEPTION);
                fleet.move(0, "b");
                fleet.world.advance(Duration.ofMillis(500));
            }
            fleet.move(0, "b");
            fleet.world.advance(Duration.ofSeconds(1));

            assertThat(fleet.moves.subList(0, MANY_MOVES)).containsOnly("TARGET_UNREACHABLE");
            assertThat(fleet.moves).endsWith("moved");
            assertThat(fleet.judge()).isEmpty();
        }
    }
}
