package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.InnerFault.Action;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.LinearizabilityChecker;
import io.limpid.runtime.check.LinearizabilityChecker.Verdict;
import io.limpid.runtime.check.Register;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.simulation.Faults;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens within a host, at whichever step of a call. {@code -Dlimpid.failpointSeeds=N} sets how many runs each has. */
final class FailpointsTest {
    private static final int SEEDS = Integer.getInteger("limpid.failpointSeeds", 100);
    private static final int OPERATIONS = 40;
    private static final int CLIENTS = 3;

    static Stream<Arguments> eachActionAtEachStep() {
        return EnumSet.range(Point.CALL_RECEIVED, Point.CALL_ANSWERED).stream()
                .flatMap(point -> Arrays.stream(Action.values()).map(action -> Arguments.of(point, action)));
    }

    @ParameterizedTest
    @MethodSource("eachActionAtEachStep")
    void whateverHappensWithinAHostOutcomesAreTrue(Point point, Action action) {
        int happened = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulatedCluster run = run(seed, point, action);
            String where = action + " at " + point + ", seed " + seed;
            happened += run.within.happened() ? 1 : 0;

            assertThat(run.ended).as(where).isEqualTo(OPERATIONS);
            assertThat(run.appends.complaints(run.appended)).as(where).isEmpty();
            assertThat(new LinearizabilityChecker<>(new Register(), 1_000_000).judge(run.history))
                    .as(where)
                    .isEqualTo(Verdict.LINEARIZABLE);
            assertThat(run.appends.count(Told.NOT_EXECUTED)).as(where).isZero();
            assertThat(run.records.complaints()).as(where).isEmpty();
            // Whoever asked long enough was told, but for calls that may have been in a state that was lost.
            assertThat(run.groundless).as(where).isEmpty();
            if (action != Action.KILL) {
                assertThat(run.appends.count(Told.UNKNOWN)).as(where).isZero();
            }
            if (action != Action.RAISE) {
                assertThat(run.appends.count(Told.THREW)).as(where).isZero();
            }
        }
        assertThat(happened).as("runs in which it happened").isGreaterThan(SEEDS * 9 / 10);
    }

    /** What is killed is the host of the log; the register's host must keep its state to be judged. */
    private static SimulatedCluster run(long seed, Point point, Action action) {
        SimulatedCluster cluster = new SimulatedCluster(seed, Faults.MIX, CLIENTS);
        cluster.start(0, action == Action.KILL ? new String[] {"log"} : new String[] {"log", "register"});
        if (action == Action.KILL) {
            cluster.start(1, "register");
        }
        cluster.within = new InnerFault(point, action, 1 + cluster.random.nextInt(OPERATIONS / 4));
        for (int i = 1; i <= OPERATIONS; i++) {
            int client = cluster.random.nextInt(CLIENTS);
            switch (cluster.random.nextInt(4)) {
                case 0 -> cluster.write(client, "register", i);
                case 1 -> cluster.read(client, "register");
                default -> cluster.append(client, "log", i);
            }
            cluster.advance(cluster.random.nextInt(30));
        }
        cluster.advance(20_000);
        return cluster;
    }
}
