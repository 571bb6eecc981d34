package io.limpid.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.LinearizabilityChecker.Verdict;
import io.limpid.runtime.check.Register.CompareAndSet;
import io.limpid.runtime.check.Register.Read;
import io.limpid.runtime.check.Register.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The judges are judged: they let pass what is known to be good, and nothing that is known to be bad. */
final class CheckersTest {
    private final LinearizabilityChecker<Integer> checker = new LinearizabilityChecker<>(new Register(), 1_000_000);

    @Test
    void twoHundredGoodHistoriesPass() {
        for (int seed = 0; seed < 200; seed++) {
            assertThat(checker.judge(good(seed))).as("seed %d", seed).isEqualTo(Verdict.LINEARIZABLE);
        }
    }

    @Test
    void twoHundredBadHistoriesDoNot() {
        for (int seed = 0; seed < 200; seed++) {
            assertThat(checker.judge(bad(seed))).as("seed %d", seed).isEqualTo(Verdict.NOT_LINEARIZABLE);
        }
    }

    @Test
    void whatIsUnknownMayHaveHappenedOrNot() {
        Operation lost = new Operation("r", new Write(7), 7, 0, Operation.NEVER);

        assertThat(checker.judge(List.of(lost, new Operation("r", new Read(), 7, 5, 6))))
                .isEqualTo(Verdict.LINEARIZABLE);
        assertThat(checker.judge(List.of(lost, new Operation("r", new Read(), 0, 5, 6))))
                .isEqualTo(Verdict.LINEARIZABLE);
        assertThat(checker.judge(List.of(
                        lost, new Operation("r", new Read(), 7, 5, 6), new Operation("r", new Read(), 0, 7, 8))))
                .isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    @Test
    void whatNobodySawCanBeLeftOut() {
        Operation unseen = new Operation("r", new Write(7), 7, 0, Operation.NEVER);
        Operation seen = new Operation("r", new CompareAndSet(0, 8), 0, 0, Operation.NEVER);
        Operation read = new Operation("r", new Read(), 8, 5, 6);

        assertThat(Register.withoutUnseen(List.of(unseen, seen, read))).containsExactly(seen, read);
    }

    @Test
    void itSaysWhenItGivesUp() {
        assertThat(new LinearizabilityChecker<>(new Register(), 10).judge(good(1)))
                .isEqualTo(Verdict.GAVE_UP);
    }

    @Test
    void appendsAreCounted() {
        AppendCheck check = new AppendCheck();
        check.told(1, Told.RETURNED);
        check.told(2, Told.UNKNOWN);
        check.told(3, Told.NOT_EXECUTED);

        assertThat(check.complaints(List.of(1))).isEmpty();
        assertThat(check.complaints(List.of(1, 2))).isEmpty();
        assertThat(check.complaints(List.of(2))).hasSize(1);
        assertThat(check.complaints(List.of(1, 1))).hasSize(1);
        assertThat(check.complaints(List.of(1, 2, 2))).hasSize(1);
        assertThat(check.complaints(List.of(1, 3))).hasSize(1);
        assertThat(check.complaints(List.of(1, 4))).hasSize(1);
    }

    /** Made by choosing the point at which each operation happens, and stretching it around that point. */
    private static List<Operation> good(int seed) {
        Random random = new Random(seed);
        List<Operation> history = new ArrayList<>();
        int[] state = new int[2];
        for (int i = 0; i < 200; i++) {
            long point = 100L * i;
            long from = point - random.nextInt(300);
            long to = point + 1 + random.nextInt(300);
            int object = random.nextInt(2);
            int kind = random.nextInt(4);
            if (kind == 0) {
                int expected = random.nextBoolean() ? state[object] : i;
                history.add(new Operation("r" + object, new CompareAndSet(expected, i + 1), state[object], from, to));
                state[object] = state[object] == expected ? i + 1 : state[object];
            } else if (kind == 1) {
                state[object] = i + 1;
                history.add(new Operation("r" + object, new Write(i + 1), i + 1, from, to));
            } else {
                history.add(new Operation("r" + object, new Read(), state[object], from, to));
            }
        }
        return history;
    }

    /** A good one with one answer that shows a number that was overwritten before, or never written. */
    private static List<Operation> bad(int seed) {
        List<Operation> history = new ArrayList<>(good(seed));
        int late = 1_000_000;
        history.add(new Operation("r0", new Write(5_000), 5_000, late, late + 1));
        history.add(new Operation("r0", new Write(5_001), 5_001, late + 2, late + 9));
        int wrong = seed % 2 == 0 ? 5_000 : 9_999;
        Object input = seed % 4 < 2 ? new Read() : new CompareAndSet(wrong, 5_002);
        history.add(new Operation("r0", input, wrong, late + 10, late + 20));
        return history;
    }
}
