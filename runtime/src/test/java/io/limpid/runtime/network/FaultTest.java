package io.limpid.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which links a fault strikes. */
final class FaultTest {
    @Test
    void faultsStrikeTheWaysThatTheirNamesSay() {
        List<String> three = List.of("a", "b", "c");
        List<String> five = List.of("a", "b", "c", "d", "e");

        assertThat(Fault.ONE_NODE.ways(three)).hasSize(4);
        assertThat(Fault.HALVES.ways(five)).hasSize(12);
        assertThat(Fault.RING.ways(five)).hasSize(10);
        assertThat(Fault.RING.ways(three)).hasSize(3);
        assertThat(Fault.BRIDGE.ways(three)).hasSize(2);
        assertThat(Fault.BRIDGE.ways(five)).hasSize(8);
        assertThat(Fault.DEAF.ways(three)).extracting(Fault.Struck::to).containsOnly("a");
        assertThat(Fault.MUTE.ways(three)).extracting(Fault.Struck::from).containsOnly("a");
        assertThat(Fault.PAUSE.ways(three)).isEmpty();
        assertThat(Fault.LOSS.ways(five)).hasSize(20);
    }
}
