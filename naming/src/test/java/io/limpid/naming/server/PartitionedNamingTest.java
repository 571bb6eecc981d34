package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.naming.Limpid;
import io.limpid.runtime.check.LinearizabilityChecker;
import io.limpid.runtime.check.LinearizabilityChecker.Verdict;
import io.limpid.runtime.check.Operation;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.network.Fault;
import io.limpid.runtime.network.Network;
import io.limpid.runtime.network.Ordeal;
import io.limpid.runtime.processes.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Naming servers of which some are parted from others while names are bound, freed and looked up on either side: who is parted answers
 * nothing, and each name has one history. {@code .ci/partitions} tries it for longer.
 */
@Timeout(7_200)
@Tag("ordeal")
final class PartitionedNamingTest {
    private static final List<Fault> PARTITIONS =
            List.of(Fault.HALVES, Fault.ONE_NODE, Fault.RING, Fault.BRIDGE, Fault.DEAF, Fault.MUTE);

    @TempDir
    Path directory;

    @Test
    void whoIsPartedAnswersNothingAndEachNameHasOneHistory() throws Exception {
        try (Ordeal ordeal = Ordeal.of(new Servers(directory), directory)) {
            ordeal.bring(Trials.of(PARTITIONS, List.of(Fault.values())));

            List<Operation> history = NameModel.history(ordeal.end());
            assertThat(new LinearizabilityChecker<>(new NameModel(), 1_000_000).judge(history))
                    .isEqualTo(Verdict.LINEARIZABLE);
            ordeal.assertThatOnlyMajoritiesAnsweredAndAllWereServedAgain();
        }
    }

    /** Naming by itself. */
    private record Servers(Path directory) implements Ordeal.Cluster {
        @Override
        public List<String> places() {
            return List.of();
        }

        @Override
        public void startOthers(Network network) {
            // There are none.
        }

        @Override
        public JavaProcess startMember(Network network, String id, List<String> all) throws IOException {
            String peers = all.stream()
                    .map(each -> each + "=" + network.address(each) + ":7400/7401")
                    .collect(Collectors.joining(","));
            List<String> arguments = List.of(
                    "naming",
                    "serve",
                    "--peers",
                    peers,
                    "--peer",
                    id,
                    "--data",
                    directory.resolve(id).toString(),
                    "--host-term",
                    "600000",
                    "--until-end-of-input");
            return network.start(id, Limpid.class, arguments);
        }

        @Override
        public String ready() {
            return "naming ready";
        }

        @Override
        public JavaProcess startCaller(Network network, String place, List<String> all, List<String> arguments)
                throws IOException {
            String naming = all.stream()
                    .map(id -> network.address(id) + ":7400")
                    .collect(Collectors.joining(",", "limpid://", ""));
            List<String> command = new ArrayList<>(List.of(naming));
            command.addAll(arguments);
            return network.start(place, NamingLoad.class, command);
        }

        @Override
        public String leader(Ordeal ordeal) throws IOException {
            return ordeal.caller(Ordeal.FAR).ask("?", "leader ");
        }
    }
}
