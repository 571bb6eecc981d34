package io.limpid.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Callers and host are processes, with a lossy link between them; each append can be told from all others. How many there are is
 * {@code -Dlimpid.test.appends}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LossyLinkTest {
    private static final int APPENDS = Integer.getInteger("limpid.test.appends", 10_000);
    private static final int CALLERS = 2;

    @Test
    void eachAppendIsMadeOnceAndAcknowledged() throws Exception {
        long start = System.nanoTime();
        try (Stage stage = Stage.open(line -> {});
                LossyLink link = LossyLink.open(1)) {
            // A transfer is two appends.
            Path ledger =
                    stage.write("ledger", Ledger.generate(1, 20, APPENDS / 2).distinct(""));
            Path tape = stage.path("tape");
            List<String> arguments = new ArrayList<>(link.arguments());
            arguments.addAll(List.of("--tape", tape.toString()));
            stage.host("host", ledger, 0, 1, arguments);
            List<ChildProcess> tellers = new ArrayList<>();
            List<Path> endings = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                endings.add(stage.path("endings-" + i));
                List<String> more = List.of("--endings", endings.get(i).toString());
                tellers.add(stage.teller(ledger, i, CALLERS, more));
            }

            Tally tally = new Tally();
            for (ChildProcess teller : tellers) {
                tally.add(Tally.ofLine(teller.awaitLine(Tally.LINE)));
            }

            Bracket bracket = Bracket.of(tape, endings);
            System.out.printf(
                    "%d appends in %d s: %d connections cut, %d of them with an answer lost, %d retries, %d unknown%n",
                    bracket.calls(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                    link.cuts(),
                    link.lostAnswers(),
                    tally.retries(),
                    bracket.unknown());
            assertThat(bracket.differences()).isEmpty();
            assertThat(bracket.calls()).isEqualTo(APPENDS);
            assertThat(tally.failures()).isZero();
            assertThat(link.lostAnswers()).isPositive();
        }
    }
}
