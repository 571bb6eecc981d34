package io.limpid.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.naming.Limpid;
import io.limpid.runtime.check.LinearizabilityChecker;
import io.limpid.runtime.check.LinearizabilityChecker.Verdict;
import io.limpid.runtime.check.Operation;
import io.limpid.runtime.check.Register;
import io.limpid.runtime.network.Fault;
import io.limpid.runtime.network.Network;
import io.limpid.runtime.network.Ordeal;
import io.limpid.runtime.network.Recorded;
import io.limpid.runtime.network.Recorded.Outcome;
import io.limpid.runtime.processes.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that keep registers together, of which some are killed, stopped, parted, or have bad links, while others read and change them on
 * either side: whatever happens, each register was as if there were only one. {@code .ci/partitions} tries it for longer.
 */
@Timeout(7_200)
@Tag("ordeal")
final class PartitionedCellTest {
    /** How old what {@link Registers#glance} shows may be. */
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    @TempDir
    Path directory;

    @Test
    void whateverBefallsProcessesAndLinksEachRegisterIsAsIfThereWereOne() throws Exception {
        try (Ordeal ordeal = Ordeal.of(new RegistersCell(directory), directory)) {
            ordeal.bring(List.of(Fault.values()));

            List<Recorded> calls = ordeal.end();
            List<Operation> history = history(calls);
            assertThat(new LinearizabilityChecker<>(new Register(), 1_000_000).judge(history))
                    .isEqualTo(Verdict.LINEARIZABLE);
            assertThat(tooOld(calls)).isEmpty();
            ordeal.assertThatOnlyMajoritiesAnsweredAndAllWereServedAgain();
        }
    }

    private static List<Operation> history(List<Recorded> calls) {
        return Register.withoutUnseen(calls.stream()
                .filter(call -> call.outcome() != Outcome.NOT_EXECUTED && !isGlance(call))
                .map(PartitionedCellTest::operation)
                .toList());
    }

    private static boolean isGlance(Recorded call) {
        return call.input().equals(RegistersLoad.GLANCE);
    }

    /** Glances that show a number which had surely been replaced longer ago than they may lack. Each number is written once. */
    private static List<Recorded> tooOld(List<Recorded> calls) {
        Map<String, List<Recorded>> changes =
                calls.stream().filter(PartitionedCellTest::hasChanged).collect(Collectors.groupingBy(Recorded::object));
        List<Recorded> glances = calls.stream()
                .filter(call -> isGlance(call) && call.isAnswered())
                .toList();
        System.out.printf("glances: %d%n", glances.size());
        return glances.stream()
                .filter(glance -> isTooOld(glance, changes.getOrDefault(glance.object(), List.of())))
                .toList();
    }

    private static boolean hasChanged(Recorded call) {
        String[] input = call.input().split(":", -1);
        return call.isAnswered() && (input[0].equals("w") || (input[0].equals("c") && input[1].equals(call.output())));
    }

    private static boolean isTooOld(Recorded glance, List<Recorded> changes) {
        String shown = ":" + glance.output();
        Optional<Recorded> seen = changes.stream()
                .filter(change -> change.input().endsWith(shown))
                .findFirst();
        if (seen.isEmpty() && !glance.output().equals("0")) {
            // Of a change that nobody heard of it is not known when it was.
            return false;
        }
        return changes.stream()
                .anyMatch(change -> change.returned() < glance.invoked() - GLANCE_NANOS
                        && seen.map(Recorded::returned).orElse(Long.MIN_VALUE) < change.invoked());
    }

    private static Operation operation(Recorded call) {
        String[] input = call.input().split(":", -1);
        Object asked = switch (input[0]) {
            case "r" -> new Register.Read();
            case "w" -> new Register.Write(Integer.parseInt(input[1]));
            default -> new Register.CompareAndSet(Integer.parseInt(input[1]), Integer.parseInt(input[2]));
        };
        Object answer = call.isAnswered() ? Integer.valueOf(call.output()) : "";
        return new Operation(call.object(), asked, answer, call.invoked(), call.over());
    }

    /** The cell, and a naming that no fault meets. */
    private record RegistersCell(Path directory) implements Ordeal.Cluster {
        private static final String NAMING = "naming";

        @Override
        public List<String> places() {
            return List.of(NAMING);
        }

        @Override
        public void startOthers(Network network) throws IOException {
            String listen = network.address(NAMING) + ":7400";
            network.start(
                            NAMING,
                            Limpid.class,
                            List.of("naming", "serve", "--in-memory", "--until-end-of-input", "--listen", listen))
                    .said("naming ready");
        }

        @Override
        public JavaProcess startMember(Network network, String id, List<String> all) throws IOException {
            Map<PeerId, PeerAddress> peers = new TreeMap<>(Comparator.comparing(PeerId::value));
            all.forEach(each -> peers.put(new PeerId(each), new PeerAddress(network.address(each), 7_001)));
            return network.start(
                    id,
                    RegistersHost.class,
                    List.of(
                            naming(network),
                            network.address(id),
                            directory.toString(),
                            id,
                            new Peers(directory, peers).option()));
        }

        private static String naming(Network network) {
            return "limpid://" + network.address(NAMING) + ":7400";
        }

        @Override
        public String ready() {
            return "ready";
        }

        @Override
        public JavaProcess startCaller(Network network, String place, List<String> all, List<String> arguments)
                throws IOException {
            List<String> command = new ArrayList<>(List.of(naming(network)));
            command.addAll(arguments);
            return network.start(place, RegistersLoad.class, command);
        }

        @Override
        public boolean mayBeStale(Recorded call) {
            return isGlance(call);
        }

        @Override
        public String leader(Ordeal ordeal) throws IOException {
            for (Map.Entry<String, JavaProcess> each : ordeal.members().entrySet()) {
                if (each.getValue().ask("?", "leads ").equals("true")) {
                    return each.getKey();
                }
            }
            return "";
        }
    }
}
