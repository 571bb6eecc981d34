package io.limpid.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.limpid.runtime.processes.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is brought upon other tests' processes by the network is what it says: the bad links are judged, too. */
final class NetworkTest {
    private static final List<Integer> ALL = IntStream.range(0, 40).boxed().toList();

    private Network network;
    private JavaProcess a;
    private JavaProcess b;

    @BeforeEach
    void open() throws IOException {
        assumeThat(Network.lacking()).isEmpty();
        network = Network.open(7, List.of("a", "b"));
    }

    @AfterEach
    void close() {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void eachDirectionFailsAsItIsTold() throws Exception {
        a = network.start("a", Echo.class, List.of(network.address("a")));
        b = network.start("b", Echo.class, List.of(network.address("b")));
        a.said("ready");
        b.said("ready");
        assertThat(sentByA()).isEqualTo(ALL);
        assertThat(heardByB()).isEqualTo(40);

        network.set("a", "b", Way.CUT);
        assertThat(sentByA()).isEmpty();
        assertThat(heardByB()).isZero();

        network.heal();
        network.set("b", "a", Way.CUT);
        assertThat(sentByA()).isEmpty();
        assertThat(heardByB()).isEqualTo(40);

        network.heal();
        network.set("a", "b", new Way(500, 0, 0, 0, 0));
        assertThat(sentByA()).isSorted().hasSizeBetween(5, 35);

        network.set("a", "b", new Way(0, 0, 0, 500, 0));
        assertThat(sentByA()).isSorted().containsAll(ALL).hasSizeBetween(45, 75);

        network.set("a", "b", new Way(0, 0, 0, 0, 500));
        assertThat(sentByA()).isNotEqualTo(ALL).containsExactlyInAnyOrderElementsOf(ALL);

        network.set("a", "b", new Way(0, 150, 0, 0, 0));
        long began = System.nanoTime();
        assertThat(sentByA()).isEqualTo(ALL);
        assertThat((System.nanoTime() - began) / 1_000_000).isGreaterThan(150 + 400);
    }

    @Test
    void nothingIsLeftOfItWhenItIsClosed() throws Exception {
        network.close();
        network = null;

        Process links = new ProcessBuilder("ip", "-o", "link").start();
        assertThat(new String(links.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .doesNotContain("lim" + Long.toString(ProcessHandle.current().pid(), 36));
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(each -> each.info().command().orElse("").endsWith("/cat")))
                .isEmpty();
    }

    private List<Integer> sentByA() throws IOException {
        String back = a.ask(network.address("b") + " 40", "back ");
        String numbers = back.substring(1, back.length() - 1);
        return numbers.isEmpty()
                ? List.of()
                : List.of(numbers.split(", ")).stream().map(Integer::valueOf).toList();
    }

    private int heardByB() throws IOException {
        return Integer.parseInt(b.ask("heard", "heard "));
    }
}
