package io.limpid.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.benchmarks.peers.Peers;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchmarksTest {
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return Benchmarks.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    }

    @Test
    void whatCannotBeMeasuredIsRefusedBeforeAnythingStarts() {
        assertThat(run("--peers", "corba")).isEqualTo(2);
        assertThat(errors.toString()).contains("peer: corba (expected: one of raw, netty, limpid");

        assertThat(run("--payload", "2m")).isEqualTo(2);
        assertThat(run("--jdk", "/nowhere")).isEqualTo(2);
        assertThat(errors.toString()).contains("the home of a JDK");
    }

    @Test
    void whatFollowsPartsGoesToJmhAsItCame() {
        CommandLine line = Benchmarks.commandLine();

        line.parseArgs("parts", "Codec", "-f", "1", "-w", "300ms", "-prof", "gc");

        PartsCommand parts = line.getSubcommands().get("parts").getCommand();
        assertThat(parts.arguments()).containsExactly("Codec", "-f", "1", "-w", "300ms", "-prof", "gc");
    }

    @Test
    void everyPeerSaysHowItIsSetUp() {
        assertThat(Peers.all())
                .allSatisfy(
                        peer -> assertThat(peer.configuration()).isNotBlank().doesNotEndWith("."));
    }
}
