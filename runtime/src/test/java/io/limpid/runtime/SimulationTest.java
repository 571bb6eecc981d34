package io.limpid.runtime;

import static io.limpid.runtime.simulation.SimulatedNetwork.Direction.FROM_HOST;
import static io.limpid.runtime.simulation.SimulatedNetwork.Direction.TO_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.LinearizabilityChecker;
import io.limpid.runtime.check.LinearizabilityChecker.Verdict;
import io.limpid.runtime.check.Register;
import io.limpid.runtime.simulation.Faults;
import org.junit.jupiter.api.Test;

/**
 * Whole clusters by seed: whatever links and hosts do, outcomes are true. {@code -Dlimpid.seed=N} runs one seed alone;
 * {@code -Dlimpid.appends=N} sets how many appends the long run makes.
 */
final class SimulationTest {
    private static final int SEEDS = 300;
    private static final int OPERATIONS = 200;
    private static final int CLIENTS = 3;

    @Test
    void whateverHappensOutcomesAreTrueAndRunsRepeat() {
        long only = Long.getLong("limpid.seed", -1);
        for (long seed = only < 0 ? 0 : only; seed < (only < 0 ? SEEDS : only + 1); seed++) {
            SimulatedCluster run = run(seed);
            String again = "seed " + seed + "; run it again with -Dtest=SimulationTest -Dlimpid.seed=" + seed;

            assertThat(run.ended).as(again).isEqualTo(OPERATIONS);
            assertThat(run.appends.complaints(run.appended)).as(again).isEmpty();
            assertThat(run.records.complaints()).as(again).isEmpty();
            assertThat(new LinearizabilityChecker<>(new Register(), 1_000_000).judge(run.history))
                    .as(again)
                    .isEqualTo(Verdict.LINEARIZABLE);
            assertThat(run(seed).trace.hash()).as(again).isEqualTo(run.trace.hash());
        }
    }

    /** Appends go to a host that crashes; the register is on one that lives, where one direction or the other is cut for a while. */
    private static SimulatedCluster run(long seed) {
        SimulatedCluster cluster = new SimulatedCluster(seed, seed % 2 == 0 ? Faults.MIX : Faults.HEAVY, CLIENTS);
        cluster.start(0, "log");
        cluster.start(1, "register-0", "register-1");
        for (int i = 1; i <= OPERATIONS; i++) {
            int client = cluster.random.nextInt(CLIENTS);
            switch (cluster.random.nextInt(4)) {
                case 0 -> cluster.write(client, "register-" + i % 2, i);
                case 1 -> cluster.read(client, "register-" + i % 2);
                default -> cluster.append(client, "log", i);
            }
            cluster.advance(cluster.random.nextInt(30));
            if (i % 67 == 0) {
                cluster.crash(0);
                cluster.advance(cluster.random.nextInt(200));
                cluster.start(0, "log");
            }
            if (i % 50 == 20) {
                cluster.network.cut(SimulatedCluster.endpoint(1), i % 100 == 20 ? FROM_HOST : TO_HOST);
            } else if (i % 50 == 28) {
                cluster.network.heal(SimulatedCluster.endpoint(1));
            }
        }
        cluster.advance(20_000);
        return cluster;
    }

    @Test
    void whileTheHostLivesEachAppendHappensOnceAndNoneIsUnknown() {
        int count = Integer.getInteger("limpid.appends", 20_000);
        SimulatedCluster cluster = new SimulatedCluster(1, Faults.MIX, CLIENTS);
        cluster.start(0, "log");

        for (int i = 1; i <= count; i++) {
            cluster.append(i % CLIENTS, "log", i);
            cluster.advance(30);
        }
        cluster.advance(20_000);

        assertThat(cluster.appends.complaints(cluster.appended)).isEmpty();
        assertThat(cluster.appends.count(Told.RETURNED)).isEqualTo(count);
    }
}
