package io.limpid.runtime.replication;

import static io.limpid.runtime.replication.SimulatedReplicas.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.Combine;
import io.limpid.NotExecutedException.Reason;
import io.limpid.ReplicasDisagreeException;
import io.limpid.Strategy;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.simulation.Methods;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every replica is asked, and the answers become one. */
final class GatheringTest {
    private final SimulatedReplicas group = new SimulatedReplicas(11, 3);

    @Test
    void aReplicaThatLiesIsMaskedAndNamedEachTime() {
        MethodDescriptor<?> vote = reading(Strategy.MAJORITY, Combine.VOTE);
        int calls = Trials.of(1_000, 10_000);
        for (int i = 0; i < calls; i++) {
            int liar = group.random.nextInt(3);
            for (int replica = 0; replica < 3; replica++) {
                Duration latency = Duration.ofNanos(1 + group.random.nextInt(3_000_000));
                group.answers(replica, latency, replica == liar ? 13L : 42L);
            }
            assertThat(group.calls(vote)).isEqualTo(new Outcome.Returned(42L));
            group.time.advance(Duration.ofMillis(5));
            assertThat(group.outvoted).as("call %d", i).containsExactly("h" + liar);
            group.outvoted.clear();
        }
    }

    @Test
    void aMajorityThatThrowsTheSameIsTheAnswer() {
        Outcome threw = new Outcome.Threw(new IllegalStateException("closed"));
        group.behaves(0, () -> Duration.ofMillis(1), () -> threw);
        group.behaves(1, () -> Duration.ofMillis(2), () -> new Outcome.Threw(new IllegalStateException("closed")));
        group.answers(2, Duration.ofMillis(3), 42L);

        assertThat(group.calls(reading(Strategy.MAJORITY, Combine.VOTE))).isEqualTo(threw);
    }

    @Test
    void whereNoAnswerHasTheVotesTheCallerLearnsWhoSaidWhat() {
        for (int i = 0; i < 3; i++) {
            group.answers(i, Duration.ofMillis(i + 1), "answer " + i);
        }

        assertThat(group.calls(reading(Strategy.MAJORITY, Combine.VOTE)))
                .isInstanceOfSatisfying(
                        Outcome.Threw.class,
                        threw -> assertThat(threw.exception())
                                .isInstanceOf(ReplicasDisagreeException.class)
                                .hasMessage(
                                        "the replicas disagree, no answer has 2 of 3 votes: [h0] gave answer 0; [h1] gave answer 1;"
                                                + " [h2] gave answer 2"));
    }

    @Test
    void oneDifferingAnswerIsOneTooManyWhereAllMustBeEqual() {
        group.answers(0, Duration.ofMillis(1), new int[] {1, 2});
        group.answers(1, Duration.ofMillis(1), new int[] {1, 2});
        group.answers(2, Duration.ofMillis(1), new int[] {1, 2});
        MethodDescriptor<?> equal = reading(Strategy.ALL, Combine.EQUAL);
        assertThat(group.calls(equal)).isInstanceOf(Outcome.Returned.class);

        group.answers(2, Duration.ofMillis(2), new int[] {1, 3});

        assertThat(group.calls(equal))
                .isInstanceOfSatisfying(
                        Outcome.Threw.class,
                        threw -> assertThat(threw.exception())
                                .hasMessage(
                                        "the replicas disagree, the answers differ: [h0, h1] gave [1, 2]; [h2] gave [1, 3]"));
    }

    @Test
    void aMajorityDoesNotWaitForTheSlowAndCancelsThemWhereNothingIsChanged() {
        group.isSilent(1);

        assertThat(group.timed(reading(Strategy.MAJORITY, Combine.FIRST))).isLessThan(Duration.ofMillis(5));
        assertThat(group.cancelled).containsOnlyKeys(1);
    }

    @Test
    void whatChangesSomethingIsNotCancelledAtTheReplicasThatAreLate() {
        group.answers(1, Duration.ofMillis(100), 1L);
        MethodDescriptor<?> rename =
                Methods.RENAME.replicated(Replication.of(Strategy.MAJORITY).combining(Combine.FIRST));

        group.calls(rename);
        group.time.advance(Duration.ofSeconds(1));

        assertThat(group.cancelled).isEmpty();
        assertThat(group.attempts()).isEqualTo(3);
    }

    @Test
    void aShareOfFailuresIsBorneAndNoMore() {
        MethodDescriptor<?> all = reading(Replication.ofAll(0.4).combining(Combine.SUM));
        group.answers(0, Duration.ofMillis(1), 5L);
        group.answers(1, Duration.ofMillis(1), 7L);
        group.refuses(2, Reason.UNREACHABLE);
        assertThat(group.calls(all)).isEqualTo(new Outcome.Returned(12L));

        group.behaves(1, () -> Duration.ofMillis(1), () -> new Outcome.Unknown("no answer", null));

        assertThat(group.calls(all))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.detail()).contains("needed", "h1: no answer"));
    }

    @Test
    void whatNoReplicaDidSurelyDidNotRun() {
        for (int i = 0; i < 3; i++) {
            group.refuses(i, Reason.UNREACHABLE);
        }

        assertThat(group.calls(reading(Strategy.MAJORITY, Combine.VOTE)))
                .isInstanceOfSatisfying(Outcome.NotExecuted.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.UNREACHABLE);
                    assertThat(refused.detail())
                            .isEqualTo("0 of 2 answers that are needed came from a group of 3; h0: UNREACHABLE, refused"
                                    + " by h0; h1: UNREACHABLE, refused by h1");
                });
    }

    @Test
    void aGroupThatIsTooSmallForTheQuorumIsNotAsked() {
        assertThat(group.calls(reading(Replication.of(Strategy.QUORUM, 4).combining(Combine.FIRST))))
                .isEqualTo(new Outcome.NotExecuted(Reason.UNREACHABLE, "the group has 3 replicas, and 4 must answer"));
        assertThat(group.attempts()).isZero();
    }

    @Test
    void valuesAreCombinedByTheirKind() {
        assertThat(combined(Combine.SUM, 1, 2, 3)).isEqualTo(6);
        assertThat(combined(Combine.SUM, 1.5, 2.0, 3.0)).isEqualTo(6.5);
        assertThat(combined(Combine.SUM, BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ONE))
                .isEqualTo(new BigDecimal("12"));
        assertThat(combined(Combine.MIN, "b", "a", "c")).isEqualTo("a");
        assertThat(combined(Combine.MAX, 3L, 5L, 4L)).isEqualTo(5L);
        assertThat(combined(Combine.UNION, Set.of(1), Set.of(2), Set.of(1, 3))).isEqualTo(Set.of(1, 2, 3));
        assertThat(combined(Combine.UNION, List.of(1, 2), List.of(2, 3), List.of()))
                .isEqualTo(List.of(1, 2, 3));
        assertThat(combined(Combine.UNION, Map.of(1, "a"), Map.of(1, "b"), Map.of(2, "c")))
                .isEqualTo(Map.of(1, "a", 2, "c"));
    }

    @Test
    void aSumBeyondTheRangeIsTheCallersToKnow() {
        answer(Long.MAX_VALUE, 1L, 0L);

        assertThat(group.calls(reading(Strategy.ALL, Combine.SUM)))
                .isInstanceOfSatisfying(
                        Outcome.Threw.class,
                        threw -> assertThat(threw.exception()).isInstanceOf(ArithmeticException.class));
    }

    @Test
    void theUsersCombinerGetsWhatCameAndWhatItThrowsArrives() {
        answer("c", "a", "b");

        assertThat(group.calls(reading(Strategy.ALL, answers -> new TreeSet<Object>(answers).toString())))
                .isEqualTo(new Outcome.Returned("[a, b, c]"));
        assertThat(group.calls(reading(Strategy.ALL, (List<String> answers) -> {
                    throw new IllegalStateException("no");
                })))
                .isInstanceOfSatisfying(
                        Outcome.Threw.class,
                        threw -> assertThat(threw.exception()).hasMessage("no"));
    }

    @Test
    void noCallWaitsPastItsEnd() {
        for (int i = 0; i < 3; i++) {
            group.isSilent(i);
        }
        SimulatedReplicas.Call call = group.begins(reading(Strategy.MAJORITY, Combine.VOTE));

        call.invocation().cancellation().cancel();

        assertThat(call.outcome()).isDone();
        assertThat(call.outcome().join()).isInstanceOf(Outcome.Unknown.class);
        assertThat(group.cancelled).hasSize(3);
    }

    private Object combined(Combine combine, Object... values) {
        answer(values);
        return ((Outcome.Returned) group.calls(reading(Strategy.ALL, combine))).value();
    }

    private void answer(Object... values) {
        for (int i = 0; i < values.length; i++) {
            group.answers(i, Duration.ofMillis(i + 1), values[i]);
        }
    }
}
