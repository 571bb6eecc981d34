package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.hosting.HostingView;
import io.limpid.runtime.invocation.Journal.Attempt;
import io.limpid.runtime.simulation.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An object goes to and fro between five hosts, and naming tells no caller so, in virtual time; a failure names its seed. */
@Timeout(3_600)
final class LongChainsTest {
    private static final String[] HOSTS = {"a", "b", "c", "d", "e"};
    private static final int MOVES = 500;
    private static final int SEEDS = Trials.of(5, 100);

    /** Who calls, and who moves it. */
    private static final int CALLER = 0;

    private static final int MOVER = 1;

    /** Where it was, where that host sends the caller, and where naming has it by then. */
    private static final int MOST_ATTEMPTS = 3;

    private static final Duration MOVED = Duration.ofMillis(60);

    private static final Duration ANSWERED = Duration.ofMillis(300);

    /** For how long callers are told where it went. */
    private static final Duration REMEMBERED = Duration.ofMillis(2 * SimulatedFleet.TERMS.hostMillis());

    /** How many attempts the latest calls took, in order. */
    private final List<Integer> attempts = new ArrayList<>();

    private final List<String> loops = new ArrayList<>();

    private SimulatedFleet fleet(int seed) {
        SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, 2, HOSTS);
        fleet.tellNothing();
        fleet.observer = (invocation, outcome) -> {
            if (!invocation.method().name().startsWith("enter(")) {
                return;
            }
            attempts.add(invocation.journal().attempts());
            Set<Object> places = new HashSet<>();
            for (Attempt attempt : invocation.journal().latestAttempts()) {
                // Who comes back to a host that has it again comes with the epoch of now.
                if (!places.add(List.of(attempt.place(), attempt.standing()))) {
                    loops.add(invocation.id() + " came to " + attempt.place() + " twice");
                }
            }
        };
        return fleet;
    }

    private static void move(SimulatedFleet fleet) {
        String target = fleet.holder();
        while (target.equals(fleet.holder())) {
            target = HOSTS[fleet.world.random.nextInt(HOSTS.length)];
        }
        fleet.move(MOVER, target);
        fleet.world.advance(MOVED);
    }

    /** Makes one call, and gives how many attempts it took. */
    private int call(SimulatedFleet fleet) {
        attempts.clear();
        fleet.enter(CALLER);
        fleet.world.advance(ANSWERED);
        assertThat(attempts).hasSize(1);
        return attempts.get(0);
    }

    @Test
    void whoKeepsCallingIsSentOnOnceForEachMove() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedFleet fleet = fleet(seed)) {
                call(fleet);
                for (int i = 0; i < MOVES; i++) {
                    move(fleet);
                    assertThat(call(fleet)).as("move %s, seed %s", i, seed).isLessThanOrEqualTo(2);
                    assertThat(call(fleet))
                            .as("again after move %s, seed %s", i, seed)
                            .isEqualTo(1);
                }
                assertSound(fleet, seed);
                assertForgotten(fleet, seed);
            }
        }
    }

    @Test
    void whoKnewOnlyTheFirstPlaceComesToTheLastWithoutALoop() {
        int most = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedFleet fleet = fleet(seed)) {
                call(fleet);
                for (int i = 0; i < MOVES; i++) {
                    move(fleet);
                }
                int first = call(fleet);

                most = Math.max(most, first);
                assertThat(first).as("seed %s", seed).isLessThanOrEqualTo(MOST_ATTEMPTS);
                assertThat(call(fleet))
                        .as("after the first answer, seed %s", seed)
                        .isEqualTo(1);
                assertSound(fleet, seed);
                assertForgotten(fleet, seed);
            }
        }
        System.out.printf("%d moves unheard of: at most %d attempts%n", MOVES, most);
    }

    private void assertSound(SimulatedFleet fleet, int seed) {
        assertThat(loops).as("seed %s", seed).isEmpty();
        assertThat(fleet.moves).as("seed %s", seed).containsOnly("moved");
        assertThat(fleet.judge()).as("seed %s", seed).isEmpty();
        assertThat(fleet.account.count(Told.RETURNED)).as("seed %s", seed).isEqualTo(fleet.entered());
    }

    private static void assertForgotten(SimulatedFleet fleet, int seed) {
        assertThat(forwarded(fleet)).as("seed %s", seed).isPositive();
        fleet.world.advance(REMEMBERED);
        assertThat(forwarded(fleet))
                .as("forwarded after two terms, seed %s", seed)
                .isZero();
    }

    private static int forwarded(SimulatedFleet fleet) {
        int forwarded = 0;
        for (String host : HOSTS) {
            forwarded += HostingView.of(fleet.machine(host).handler()).forwarded();
        }
        return forwarded;
    }
}
