package io.limpid.runtime.replication;

import static io.limpid.runtime.replication.SimulatedReplicas.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.NotExecutedException.Reason;
import io.limpid.Strategy;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.simulation.Methods;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How calls meet replicas that are one object: whoever leads answers, the others say that they do not. */
final class LeaderTest {
    private static final MethodDescriptor<?> DEPOSIT = Methods.DEPOSIT.replicated(Replication.of(Strategy.LOG));
    private static final Duration AGE = Duration.ofMillis(500);
    private static final MethodDescriptor<?> GLANCE =
            Methods.BALANCE.replicated(Replication.of(Strategy.LOG).staleBy(AGE));

    private final SimulatedReplicas group = new SimulatedReplicas(5, 3);

    private void leads(int leader) {
        for (int i = 0; i < 3; i++) {
            if (i == leader) {
                group.answers(i, Duration.ofMillis(1), i);
            } else {
                group.refuses(i, Reason.MOVED);
            }
        }
    }

    @Test
    void theLeaderIsFoundOnceAndThenCalledAtOnce() {
        leads(2);
        assertThat(group.calls(DEPOSIT)).isEqualTo(new Outcome.Returned(2));
        group.attempts.clear();

        for (int i = 0; i < 50; i++) {
            assertThat(group.calls(DEPOSIT)).isEqualTo(new Outcome.Returned(2));
        }

        assertThat(group.attempts).containsOnlyKeys(2);
        assertThat(group.doubted).isEmpty();
    }

    @Test
    void anotherIsFoundWhenTheLeaderChangesOrIsGone() {
        leads(2);
        group.calls(DEPOSIT);

        leads(0);
        assertThat(group.calls(DEPOSIT)).isEqualTo(new Outcome.Returned(0));
        leads(1);
        group.refuses(0, Reason.UNREACHABLE);
        group.away.add(endpoint(0));

        assertThat(group.calls(DEPOSIT)).isEqualTo(new Outcome.Returned(1));
    }

    @Test
    void aCallThatMayHaveRunAtTheLeaderGoesToTheNextOne() {
        leads(2);
        group.calls(DEPOSIT);
        group.behaves(2, () -> Duration.ZERO, () -> new Outcome.Unknown("the connection broke", null));
        SimulatedReplicas.Call call = group.begins(DEPOSIT);
        assertThat(call.outcome().join()).isInstanceOf(Outcome.Unknown.class);
        leads(0);
        group.attempts.clear();

        CompletableFuture<Outcome> again = group.invoker().invoke(call.invocation(), group.binding());
        group.time.advance(Duration.ofMillis(10));

        assertThat(again).isCompletedWithValue(new Outcome.Returned(0));
    }

    @Test
    void whileNobodyLeadsEachIsAskedOnceAndTheCallSurelyDidNotRun() {
        leads(-1);

        Outcome outcome = group.calls(DEPOSIT);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.MOVED));
        assertThat(group.attempts.values()).containsOnly(1);
    }

    @Test
    void whileNobodyLeadsThoseThatAreReachedSayWhenToComeBack() {
        Duration soon = Duration.ofMillis(50);
        for (int dead = 0; dead < 3; dead++) {
            for (int i = 0; i < 3; i++) {
                Reason reason = i == dead ? Reason.UNREACHABLE : Reason.MOVED;
                Duration after = i == dead ? Duration.ofSeconds(1) : soon;
                group.behaves(
                        i,
                        () -> Duration.ZERO,
                        () -> new Outcome.NotExecuted(reason, "nobody leads", after, null, null));
            }

            assertThat(group.calls(DEPOSIT)).isInstanceOfSatisfying(Outcome.NotExecuted.class, refused -> {
                assertThat(refused.reason()).isEqualTo(Reason.MOVED);
                assertThat(refused.retryAfter()).isEqualTo(soon);
            });
        }
    }

    @Test
    void aQuestionWhoseAnswerMayBeStaleGoesToAnyAndToTheLeaderIfThatOneIsTooFarBehind() {
        leads(2);
        group.calls(DEPOSIT);
        group.time.advance(AGE);
        for (int i = 0; i < 3; i++) {
            group.answers(i, Duration.ofMillis(1), i);
        }
        group.attempts.clear();
        for (int i = 0; i < 100; i++) {
            group.calls(GLANCE);
        }
        assertThat(group.attempts.values()).hasSize(3).allMatch(count -> count > 10);

        leads(2);
        group.attempts.clear();
        for (int i = 0; i < 100; i++) {
            assertThat(group.calls(GLANCE)).isEqualTo(new Outcome.Returned(2));
        }

        assertThat(group.attempts()).as("one that is behind, and the leader").isBetween(100, 103);
    }

    @Test
    void noAnswerIsOlderThanWhatTheCallerChangedItself() {
        for (int i = 0; i < 3; i++) {
            group.answers(i, Duration.ofMillis(1), i);
        }
        int changed = (int) ((Outcome.Returned) group.calls(DEPOSIT)).value();
        group.attempts.clear();

        for (int i = 0; i < 50; i++) {
            assertThat(group.calls(GLANCE)).isEqualTo(new Outcome.Returned(changed));
        }
        group.refuses(changed, Reason.MOVED);
        assertThat(group.calls(GLANCE)).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(group.attempts).containsOnlyKeys(changed);

        group.time.advance(AGE);
        assertThat(group.calls(GLANCE)).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void whereTwoHaveAnsweredChangesAtOnceNeitherHasBothForSure() {
        leads(0);
        group.answers(0, Duration.ofMillis(20), 0);
        SimulatedReplicas.Call slow = group.begins(DEPOSIT);
        leads(1);
        group.calls(DEPOSIT);
        leads(0);
        while (!slow.outcome().isDone()) {
            group.time.advance(Duration.ofMillis(1));
        }
        assertThat(slow.outcome().join()).isInstanceOf(Outcome.Returned.class);

        assertThat(group.calls(GLANCE))
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refused -> assertThat(refused.detail()).contains("changed lately"));
        group.time.advance(Duration.ofMillis(1));
        group.calls(DEPOSIT);
        assertThat(group.calls(GLANCE)).isEqualTo(new Outcome.Returned(0));
    }

    @Test
    void noLookUpMakesOneObjectOfReplicasOrSeveralOfOne() {
        assertThatThrownBy(() -> Replication.of(Strategy.LOG).forAnyMethod())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@Replicated on the interface");
        assertThat(DEPOSIT.replicated(Replication.of(Strategy.FAILFAST))).isEqualTo(DEPOSIT);
    }
}
