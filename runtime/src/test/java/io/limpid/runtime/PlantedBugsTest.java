package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.simulation.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The checkers see each mistake that was ever thought of, soon; and see nothing where there is none. */
final class PlantedBugsTest {
    private static final int SEEDS = 20;
    private static final int OPERATIONS = 100;
    private static final int CLIENTS = 3;
    private static final Duration AMPLE = Duration.ofSeconds(5);
    /** So short that some calls expire while they wait for the object. */
    private static final Duration SHORT = Duration.ofMillis(60);

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void eachPlantedBugIsCaught(PlantedBug bug) {
        int seed = 0;
        List<String> complaints = List.of();
        while (complaints.isEmpty() && seed < SEEDS) {
            complaints = complaints(bug, seed++);
        }

        System.out.println(bug + ": caught after " + seed + " seeds, first complaint: "
                + (complaints.isEmpty() ? "none" : complaints.get(0)));
        assertThat(complaints).as("%s, %s seeds", bug, seed).isNotEmpty();
    }

    @Test
    void withoutABugNothingIsSeen() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(complaints(PlantedBug.NONE, seed)).as("seed %s", seed).isEmpty();
        }
    }

    /** The host lives all the time: with time enough, nobody needs to be told "unknown". */
    private static List<String> complaints(PlantedBug bug, long seed) {
        SimulatedCluster ample = run(bug, seed, AMPLE);
        SimulatedCluster hasty = run(bug, seed, SHORT);
        List<String> complaints = new ArrayList<>(ample.appends.complaints(ample.appended));
        if (ample.appends.count(Told.UNKNOWN) > 0) {
            complaints.add("a caller was told \"unknown\" of a host that was there all the time");
        }
        complaints.addAll(hasty.appends.complaints(hasty.appended));
        hasty.begunLate.forEach(number -> complaints.add(number + " was begun after its deadline"));
        return complaints;
    }

    private static SimulatedCluster run(PlantedBug bug, long seed, Duration span) {
        SimulatedCluster cluster = new SimulatedCluster(seed, Faults.MIX, CLIENTS, bug);
        cluster.span = span;
        cluster.start(0, "log");
        for (int i = 1; i <= OPERATIONS; i++) {
            cluster.append(cluster.random.nextInt(CLIENTS), "log", i);
            cluster.advance(cluster.random.nextInt(30));
        }
        cluster.advance(20_000);
        return cluster;
    }
}
