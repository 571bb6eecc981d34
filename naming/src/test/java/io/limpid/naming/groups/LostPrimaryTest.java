package io.limpid.naming.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.limpid.naming.Limpid;
import io.limpid.runtime.check.AppendCheck;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.network.Network;
import io.limpid.runtime.network.Recorded;
import io.limpid.runtime.network.Way;
import io.limpid.runtime.processes.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A group of a primary and two backups, each a process, whose primary is killed, or lost without a word, again and again under calls. What may be
 * repeated goes on elsewhere; what may not be is never done twice, and unknown at worst.
 */
@Timeout(1_800)
@Tag("ordeal")
final class LostPrimaryTest {
    private static final String PRIMARY = "primary";
    private static final List<String> PLACES = List.of("naming", "caller", PRIMARY, "backup-1", "backup-2");

    @TempDir
    Path directory;

    private final Map<String, JavaProcess> hosts = new LinkedHashMap<>();
    private Network network;
    private String naming;
    private JavaProcess caller;

    @BeforeEach
    void open() throws IOException {
        assumeThat(Network.lacking()).isEmpty();
        network = Network.open(1, PLACES);
        String listen = network.address("naming") + ":7400";
        naming = "limpid://" + listen;
        network.start(
                        "naming",
                        Limpid.class,
                        List.of(
                                "naming",
                                "serve",
                                "--in-memory",
                                "--until-end-of-input",
                                "--host-term",
                                "2000",
                                "--listen",
                                listen))
                .said("naming ready");
        for (String host : PLACES.subList(2, 5)) {
            start(host);
        }
        hosts.values().forEach(host -> host.said("ready"));
        caller = network.start(
                "caller", BoardLoad.class, List.of(naming, file("calls").toString()));
        caller.said("ready");
    }

    @AfterEach
    void close() {
        if (network != null) {
            network.close();
        }
    }

    private void start(String host) throws IOException {
        String role = host.equals(PRIMARY) ? "PRIMARY" : "BACKUP";
        List<String> arguments = List.of(
                naming, network.address(host), host, role, file(host + ".added").toString());
        hosts.put(host, network.start(host, BoardHost.class, arguments));
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    @Test
    void whenThePrimaryIsKilledCallersOnlyWait() throws Exception {
        List<Long> killed = new ArrayList<>();
        for (int kill = 0; kill < Trials.of(2, 50); kill++) {
            awaitPrimaryInUse();
            killed.add(System.nanoTime());
            hosts.get(PRIMARY).kill();
            awaitServed();
            start(PRIMARY);
            hosts.get(PRIMARY).said("ready");
        }

        assertThatNothingWasDoneTwice("killed", killed, Duration.ofSeconds(6));
    }

    @Test
    void whenThePrimaryFallsSilentCallersOnlyWait() throws Exception {
        List<Long> lost = new ArrayList<>();
        for (int loss = 0; loss < Trials.of(1, 15); loss++) {
            awaitPrimaryInUse();
            for (String other : PLACES) {
                network.set(PRIMARY, other, Way.CUT);
                network.set(other, PRIMARY, Way.CUT);
            }
            lost.add(System.nanoTime());
            awaitServed();
            network.heal();
        }

        assertThatNothingWasDoneTwice("lost", lost, Duration.ofSeconds(8));
    }

    /** Who comes back is called again once it has answered probes. */
    private void awaitPrimaryInUse() throws IOException {
        Path added = file(PRIMARY + ".added");
        long before = Files.size(added);
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(added) > before + 200);
    }

    private void awaitServed() throws IOException {
        caller.ask("probe", "served");
    }

    private void assertThatNothingWasDoneTwice(String how, List<Long> losses, Duration most) throws IOException {
        awaitPrimaryInUse();
        assertThat(caller.ask("stop", "calls ")).endsWith("without an outcome 0");
        List<Recorded> calls = Recorded.read(file("calls"));
        AppendCheck check = new AppendCheck();
        Map<String, Long> failed = calls.stream()
                .filter(call -> !call.isAnswered())
                .collect(Collectors.groupingBy(call -> call.object() + " " + call.outcome(), Collectors.counting()));
        calls.stream()
                .filter(call -> call.object().equals("add"))
                .forEach(call -> check.told(Integer.parseInt(call.input()), told(call)));
        List<Long> gaps =
                losses.stream().map(loss -> longestAfter(loss, calls)).sorted().toList();
        List<Long> unknown = calls.stream()
                .filter(call -> !call.isAnswered())
                .map(call -> (call.returned() - call.invoked()) / 1_000_000)
                .toList();
        System.out.printf(
                "primary %s %d times: calls: %d, failed: %s after %s ms, longest of others at each, ms: %s%n",
                how, losses.size(), calls.size(), failed, unknown, gaps);

        assertThat(check.complaints(added())).isEmpty();
        assertThat(failed.keySet()).isSubsetOf("add UNKNOWN");
        assertThat(failed.getOrDefault("add UNKNOWN", 0L)).isLessThanOrEqualTo(2L * losses.size());
        assertThat(gaps).allMatch(gap -> gap <= most.toMillis());
    }

    private static Told told(Recorded call) {
        return switch (call.outcome()) {
            case ANSWERED -> Told.RETURNED;
            case UNKNOWN -> Told.UNKNOWN;
            case NOT_EXECUTED -> Told.NOT_EXECUTED;
        };
    }

    /** How long after a loss the last of the calls that it could hold up was over, in milliseconds; of those that went on. */
    private static long longestAfter(long loss, List<Recorded> calls) {
        return calls.stream()
                .filter(call -> call.isAnswered() && call.returned() > loss && call.invoked() < loss + 5_000_000_000L)
                .mapToLong(call -> (call.returned() - Math.max(loss, call.invoked())) / 1_000_000)
                .max()
                .orElseThrow();
    }

    private List<Integer> added() throws IOException {
        List<Integer> added = new ArrayList<>();
        for (String host : hosts.keySet()) {
            Files.readAllLines(file(host + ".added")).forEach(line -> added.add(Integer.valueOf(line)));
        }
        return added;
    }
}
