package io.limpid.cell;

import static io.limpid.runtime.network.Ordeal.FAR;
import static io.limpid.runtime.network.Ordeal.NEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.network.Network;
import io.limpid.runtime.network.Recorded;
import io.limpid.runtime.network.Way;
import io.limpid.runtime.processes.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A leader that is parted from the others, and believes in itself for longer than they take to elect another, while some who reach none but it go on
 * reading, and others change what those read. What the old leader answers from what it has is seen in the history for sure; {@link PartitionedCellTest}
 * sees it by chance, because there the old leader gives up about when the next one is elected.
 */
@Timeout(300)
@Tag("ordeal")
final class DeposedLeaderTest {
    private static final List<String> ALL = List.of("a", "b", "c");

    /** A leader believes in itself for at least twice as long, and its followers in it for as long. */
    private static final Duration STUBBORN = Duration.ofMillis(1_500);

    /** Of the one that stands as soon as the other follower lets it. */
    private static final Duration QUICK = Duration.ofMillis(300);

    /** In which the old leader is asked while the new one changes what is asked for; longer than a glance may lag behind. */
    private static final Duration TOGETHER = Duration.ofMillis(700);

    @TempDir
    Path directory;

    private final Map<String, JavaProcess> hosts = new LinkedHashMap<>();

    @Test
    void whoReachesOnlyALeaderOfThePastReadsNothingThatHasBeenReplaced() throws Exception {
        assumeThat(Network.lacking()).isEmpty();
        RegistersCell cell = new RegistersCell(directory);
        try (Network network =
                Network.open(1, List.of(NEAR, FAR, "a", "b", "c", cell.places().get(0)))) {
            cell.startOthers(network);
            for (String stubborn : List.of("a", "b")) {
                hosts.put(stubborn, cell.startMember(network, stubborn, ALL, STUBBORN));
            }
            hosts.values().forEach(host -> host.said(cell.ready()));
            // Of those that are there from the beginning, the quick one would lead.
            hosts.put("c", cell.startMember(network, "c", ALL, QUICK));
            hosts.get("c").said(cell.ready());
            String old = hosts.keySet().stream().filter(this::leads).findFirst().orElseThrow();
            List<String> others = ALL.stream().filter(id -> !id.equals(old)).toList();
            others.forEach(other -> cut(network, NEAR, other));
            JavaProcess near = start(cell, network, NEAR, List.of("r", "r", "!g", "!g", "w"));
            JavaProcess far = start(cell, network, FAR, List.of("!w", "!w", "wcrr"));
            near.said("ready");
            far.said("ready");
            near.ask("probe", "served");
            far.ask("probe", "served");

            others.forEach(other -> cut(network, old, other));
            cut(network, old, FAR);
            far.ask("probe", "served");
            boolean ledThen = leads(old);
            await().pollDelay(TOGETHER).until(() -> true);
            boolean ledYet = leads(old);
            network.heal();

            List<Recorded> calls = new ArrayList<>();
            for (String place : List.of(NEAR, FAR)) {
                assertThat((place.equals(NEAR) ? near : far).ask("stop", "calls "))
                        .endsWith("without an outcome 0");
                calls.addAll(Recorded.read(directory.resolve(place)));
            }
            RegistersHistory.assertThatEachIsAsIfThereWereOne(calls);
            assertThat(ledThen && ledYet)
                    .as("the old leader believed in itself while another led")
                    .isTrue();
        }
    }

    private JavaProcess start(RegistersCell cell, Network network, String place, List<String> threads)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                place.equals(NEAR) ? "0" : "1", "1", directory.resolve(place).toString()));
        arguments.addAll(threads);
        return cell.startCaller(network, place, ALL, arguments);
    }

    private boolean leads(String host) {
        try {
            return hosts.get(host).ask("?", "leads ").equals("true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cut(Network network, String one, String other) {
        network.set(one, other, Way.CUT);
        network.set(other, one, Way.CUT);
    }
}
