package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.check.LinearizabilityChecker;
import io.limpid.runtime.check.LinearizabilityChecker.Verdict;
import io.limpid.runtime.network.Recorded;
import io.limpid.runtime.network.Recorded.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which histories of a name are right. */
final class NameModelTest {
    private static final Recorded BOUND = answered("b:t1", "bound:5:t1", 0, 1);

    @Test
    void aNameIsBoundOnceAndEachTimeHigher() {
        Recorded freed = answered("u:5", "freed:0", 2, 3);

        assertThat(verdict(BOUND, freed, answered("b:t2", "bound:7:t2", 4, 5), answered("r", "found:7:t2", 6, 7)))
                .isEqualTo(Verdict.LINEARIZABLE);
        assertThat(verdict(BOUND, answered("b:t2", "taken:5:t1", 2, 3), answered("u:4", "conflict:5", 4, 5)))
                .isEqualTo(Verdict.LINEARIZABLE);
        assertThat(verdict(BOUND, freed, answered("b:t2", "bound:4:t2", 4, 5))).isEqualTo(Verdict.NOT_LINEARIZABLE);
        assertThat(verdict(BOUND, answered("b:t2", "bound:7:t2", 4, 5))).isEqualTo(Verdict.NOT_LINEARIZABLE);
        assertThat(verdict(BOUND, freed, answered("r", "found:5:t1", 4, 5))).isEqualTo(Verdict.NOT_LINEARIZABLE);
        assertThat(verdict(BOUND, answered("u:4", "freed:0", 4, 5))).isEqualTo(Verdict.NOT_LINEARIZABLE);
        assertThat(verdict(BOUND, answered("r", "found:0", 4, 5))).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    @Test
    void whatIsUnknownHasHappenedIfItIsSeen() {
        Recorded lost = new Recorded("n", "b:t1", Outcome.UNKNOWN, "", 0, 9);
        Recorded seen = answered("r", "found:5:t1", 20, 21);

        assertThat(verdict(lost, answered("r", "found:0", 10, 11), seen)).isEqualTo(Verdict.LINEARIZABLE);
        assertThat(verdict(lost, seen, answered("r", "found:0", 22, 23))).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    @Test
    void whatIsRepeatedMayBindAnewOrBeToldOfTheNext() {
        Recorded freed = answered("u:5", "freed:0", 2, 3);
        Recorded told = answered("u:5", "conflict:7", 2, 10);

        assertThat(verdict(BOUND, freed, answered("r", "found:8:t1", 4, 5))).isEqualTo(Verdict.LINEARIZABLE);
        assertThat(verdict(BOUND, told, answered("b:t2", "bound:7:t2", 4, 5))).isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void whatWasNotExecutedIsNeverSeen() {
        Recorded refused = new Recorded("n", "b:t1", Outcome.NOT_EXECUTED, "", 0, 9);

        assertThatThrownBy(() -> verdict(refused, answered("r", "found:5:t1", 20, 21)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was not");
    }

    private static Recorded answered(String input, String output, long invoked, long returned) {
        return new Recorded("n", input, Outcome.ANSWERED, output, invoked, returned);
    }

    private static Verdict verdict(Recorded... calls) {
        return new LinearizabilityChecker<>(new NameModel(), 10_000).judge(NameModel.history(List.of(calls)));
    }
}
