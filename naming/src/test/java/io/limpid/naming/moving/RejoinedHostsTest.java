package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.check.Trials;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.simulation.AlteredRequest;
import io.limpid.runtime.simulation.Faults;
import io.limpid.runtime.transport.Request;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hosts lose their lease and join again while they move an object, in virtual time; a failure names its seed. */
@Timeout(3_600)
final class RejoinedHostsTest {
    private static final int SEEDS = Trials.of(2, 100);

    /** In which a host that naming does not hear of loses its lease. */
    private static final Duration UNHEARD =
            Duration.ofMillis(SimulatedFleet.TERMS.hostMillis()).plusSeconds(4);

    /** For how long a step takes then, by the seed: it ends before the lease does, after that, or after the host has joined again. */
    private static final List<Duration> HOLDS =
            List.of(Duration.ofMillis(100), Duration.ofSeconds(9), Duration.ofSeconds(4), Duration.ofSeconds(2));

    /** After which the source of a move asks naming whose the object is, if it has no answer. */
    private static final Duration IN_DOUBT = Duration.ofMillis(3_200);

    static Stream<Arguments> eachRoleAtEachStep() {
        return EnumSet.range(Point.MOVE_TAKEN, Point.MOVE_LEFT).stream()
                .flatMap(point -> Stream.of("a", "b").map(role -> Arguments.of(point, role)));
    }

    @ParameterizedTest
    @MethodSource("eachRoleAtEachStep")
    void aHostThatJoinsAgainMeanwhileLosesNothingAndNothingIsDoneTwice(Point point, String role) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, 2, "a", "b", "c")) {
                String where = role + " joins again at " + point + ", seed " + seed;
                boolean[] held = holdUp(fleet, point, HOLDS.get(seed % HOLDS.size()));
                int[] joins = joins(fleet, role);

                fleet.calls(Duration.ofMillis(fleet.world.random.nextInt(6_000)), Duration.ofMillis(200));
                fleet.move(0, "b");
                fleet.calls(IN_DOUBT, Duration.ofMillis(200));
                // Comes to wherever naming says that it is.
                fleet.addCaller();
                fleet.calls(UNHEARD.plusSeconds(6), Duration.ofMillis(200));
                fleet.calls(SimulatedMovesTest.BACK, Duration.ofMillis(200));

                assertThat(held[0]).as(where).isTrue();
                assertThat(joins[0]).as("joined again, %s", where).isPositive();
                assertThat(fleet.judge()).as(where).isEmpty();
                assertThat(fleet.moves).as(where).doesNotContainNull();
            }
        }
    }

    private static boolean[] holdUp(SimulatedFleet fleet, Point point, Duration span) {
        boolean[] held = new boolean[1];
        fleet.reached = (machine, present) -> {
            if (present == point && !held[0]) {
                held[0] = true;
                machine.holdUp(span);
            }
        };
        return held;
    }

    /** Keeps a host's renewals from naming until its lease has ended; counts how often it joins after that. */
    private static int[] joins(SimulatedFleet fleet, String role) {
        long heardAgain = fleet.world.time.nanoTime() + UNHEARD.toNanos();
        int[] joins = new int[1];
        var right = fleet.world.receiving;
        fleet.world.receiving = (machine, own, request, responder) -> {
            boolean isLost = isOf(role, "renewHost", request) && fleet.world.time.nanoTime() < heardAgain;
            joins[0] += isOf(role, "joinHost", request) ? 1 : 0;
            if (!isLost) {
                right.receive(machine, own, request, responder);
            }
        };
        return joins;
    }

    /** Whether a host asks this of naming; its name comes first. */
    private static boolean isOf(String host, String method, Request request) {
        return SimulatedFleet.asksNamingTo(method, request)
                && host.equals(AlteredRequest.reader(request).readString());
    }
}
