package io.limpid.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.benchmarks.load.Callers;
import io.limpid.benchmarks.load.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void aScenarioIsWrittenAsItIsRead() {
        assertThat(Scenario.STANDARD)
                .allSatisfy(scenario ->
                        assertThat(Scenario.parse(scenario.toString())).isEqualTo(scenario));
        assertThat(Scenario.parse("order virtual64").callers()).isEqualTo(new Callers(Callers.Kind.VIRTUAL, 64));
    }

    @Test
    void withoutCallersAPayloadComesWithThoseThatSayMost() {
        assertThat(Scenario.of(List.of(Payload.ORDER), List.of()))
                .extracting(Scenario::toString)
                .containsExactly("order 1", "order 64", "order async256");
        assertThat(Scenario.of(List.of(), List.of(Callers.parse("2"))))
                .extracting(Scenario::toString)
                .containsExactly("add 2");
        assertThat(Scenario.of(List.of(Payload.ADD, Payload.KIB64), List.of(Callers.parse("2"))))
                .extracting(Scenario::toString)
                .containsExactly("add 2", "64k 2");
    }

    @Test
    void whatIsNoLoadIsRefusedWithWhatWouldBe() {
        assertThatThrownBy(() -> Payload.parse("2m")).hasMessage("payload: 2m (expected: one of add, order, 64k, 1m)");
        assertThatThrownBy(() -> Callers.parse("many"))
                .hasMessageContaining("many")
                .hasMessageContaining("async256");
        assertThatThrownBy(() -> Callers.parse("0")).hasMessageContaining("at least 1");
    }
}
