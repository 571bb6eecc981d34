package io.limpid.runtime.replication;

import static io.limpid.runtime.replication.SimulatedReplicas.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.Select;
import io.limpid.Strategy;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.simulation.Methods;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class HedgingTest {
    private static final int CALLS = 20_000;

    /** By turns, so that it is not the choice of replicas that helps. */
    private static final MethodDescriptor<?> HEDGED =
            reading(Replication.of(Strategy.HEDGED).selecting(Select.ROUND_ROBIN));

    private static final MethodDescriptor<?> PLAIN =
            reading(Replication.of(Strategy.FAILOVER).selecting(Select.ROUND_ROBIN));

    /** Of {@link #silentHedge()}: the call, where its attempts went, and how many there were by then. */
    private SimulatedReplicas.Call hedged;

    private int first;
    private int second;
    private int attempts;

    @Test
    void oneSlowReplicaIsHardlyNoticedForAFewExtraAttempts() {
        SimulatedReplicas hedged = withSlowCalls(7, 0, 10, 0);

        long without = percentile(CALLS, withSlowCalls(7, 0, 10, 0), SimulatedReplicas::timedByChance);
        long with = percentile(hedged, reading(Replication.of(Strategy.HEDGED)));

        assertThat(without).isGreaterThan(100_000);
        assertThat(with).isLessThan(without / 5);
        assertThat(hedged.attempts()).isLessThanOrEqualTo(CALLS + CALLS / 20);
    }

    @Test
    void slowCallsAnywhereAreHardlyNoticedForAFewExtraAttempts() {
        SimulatedReplicas hedged = withSlowCalls(7, 3, 3, 3);

        long without = percentile(withSlowCalls(7, 3, 3, 3), PLAIN);
        long with = percentile(hedged, HEDGED);

        assertThat(without).isGreaterThan(100_000);
        assertThat(with).isLessThan(without / 5);
        assertThat(hedged.attempts()).isBetween(CALLS + 100, CALLS + CALLS / 20);
        assertThat(hedged.hedges).isEqualTo(hedged.attempts() - CALLS);
        assertThat(hedged.cancelled.values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(hedged.attempts() - CALLS);
    }

    @Test
    void whereAllBecomeSlowTheBudgetHoldsUntilTheDelayIsLearntAnew() {
        SimulatedReplicas group = new SimulatedReplicas(3, 3);
        percentile(group, HEDGED);
        int before = group.attempts();
        for (int i = 0; i < 3; i++) {
            group.answers(i, Duration.ofMillis(20), i);
        }

        for (int i = 0; i < 2_000; i++) {
            group.calls(HEDGED);
        }

        // What was saved in quiet times is ten.
        assertThat(group.attempts() - before).isBetween(2_000, 2_000 + 100 + 10);
    }

    @Test
    void nothingIsHedgedUntilEnoughIsKnown() {
        SimulatedReplicas group = new SimulatedReplicas(3, 3);
        for (int i = 0; i < 3; i++) {
            group.answers(i, Duration.ofMillis(500), i);
        }

        for (int i = 0; i < HedgeDelay.FEWEST - 1; i++) {
            group.calls(HEDGED);
        }

        assertThat(group.attempts()).isEqualTo(HedgeDelay.FEWEST - 1);
    }

    @Test
    void aHostThatHasTooMuchToDoStopsTheHedges() {
        SimulatedReplicas group = new SimulatedReplicas(3, 3);
        percentile(group, HEDGED);
        group.answers(0, Duration.ofMillis(50), 0);
        group.refuses(1, Reason.OVERLOADED);
        group.refuses(2, Reason.OVERLOADED);
        for (int i = 0; i < 3; i++) {
            group.calls(HEDGED);
        }
        int before = group.attempts();

        for (int i = 0; i < 30; i++) {
            group.calls(HEDGED);
        }

        assertThat(group.attempts()).isEqualTo(before + 30);
    }

    @Test
    void anAttemptThatSurelyDidNotRunIsFollowedAtOnceAndCostsNoBudget() {
        SimulatedReplicas group = new SimulatedReplicas(3, 3);
        group.refuses(0, Reason.UNREACHABLE);

        for (int i = 0; i < 30; i++) {
            assertThat(group.calls(HEDGED)).isInstanceOf(Outcome.Returned.class);
        }

        assertThat(group.attempts.get(0)).isGreaterThan(5);
    }

    @Test
    void aSecondAttemptIsCancelledWithTheCall() {
        SimulatedReplicas group = new SimulatedReplicas(3, 3);
        percentile(group, HEDGED);
        for (int i = 0; i < 3; i++) {
            group.isSilent(i);
        }
        SimulatedReplicas.Call call = group.begins(HEDGED);
        group.time.advance(Duration.ofSeconds(1));
        assertThat(call.outcome()).isNotDone();
        assertThat(call.invocation().journal().attempts()).isEqualTo(2);
        int before =
                group.cancelled.values().stream().mapToInt(Integer::intValue).sum();

        call.invocation().cancellation().cancel();

        assertThat(call.outcome()).isDone();
        assertThat(call.outcome().join()).isInstanceOf(Outcome.Unknown.class);
        assertThat(call.invocation().journal().mayHaveExecuted()).isTrue();
        assertThat(group.cancelled.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(before + 2);
    }

    @Test
    void anAttemptThatWaitsIsWithdrawnWhenTheOtherBegins() {
        SimulatedReplicas group = silentHedge();

        group.ties.get(first).heard(false);
        assertThat(group.cancelled).isEmpty();
        group.ties.get(second).heard(true);

        assertThat(group.cancelled).containsOnlyKeys(first);
    }

    @Test
    void theSecondAttemptIsWithdrawnIfTheFirstBeginsBeforeIt() {
        SimulatedReplicas group = silentHedge();

        group.ties.get(second).heard(false);
        group.ties.get(first).heard(false);
        assertThat(group.cancelled).isEmpty();
        group.ties.get(first).heard(true);

        assertThat(group.cancelled).containsOnlyKeys(second);
    }

    @Test
    void whatIsHeardInAnotherOrderComesToTheSame() {
        SimulatedReplicas group = silentHedge();

        group.ties.get(second).heard(true);
        assertThat(group.cancelled).isEmpty();
        group.ties.get(first).heard(false);

        assertThat(group.cancelled).containsOnlyKeys(first);
    }

    @Test
    void whereTheMethodIsSlowTheSecondAttemptKeepsItsPlace() {
        SimulatedReplicas group = silentHedge();

        group.ties.get(first).heard(true);
        group.ties.get(second).heard(false);
        assertThat(group.cancelled).isEmpty();
        group.ties.get(second).heard(true);

        assertThat(group.cancelled).isEmpty();
    }

    @Test
    void theAttemptThatIsLeftAnswersTheCall() {
        SimulatedReplicas group = silentHedge();
        group.ties.get(first).heard(false);
        group.ties.get(second).heard(true);

        group.time.advance(Duration.ofDays(1));

        assertThat(hedged.outcome().join()).isEqualTo(new Outcome.Returned("late"));
        assertThat(group.attempts()).isEqualTo(attempts);
    }

    /** Three replicas at which nothing ends, and a call that has been sent to two of them. */
    private SimulatedReplicas silentHedge() {
        SimulatedReplicas group = new SimulatedReplicas(3, 3);
        percentile(group, HEDGED);
        for (int i = 0; i < 3; i++) {
            group.isSilent(i);
        }
        group.ties.clear();
        group.cancelled.clear();
        hedged = group.begins(HEDGED);
        first = group.ties.keySet().iterator().next();
        group.time.advance(Duration.ofSeconds(1));
        assertThat(group.ties).hasSize(2);
        second = group.ties.keySet().stream()
                .filter(each -> each != first)
                .findFirst()
                .orElseThrow();
        attempts = group.attempts();
        return group;
    }

    @Test
    void noAttemptBeginsOnceTheCallersHasBeenToldThatNoneRan() {
        SimulatedReplicas group = new SimulatedReplicas(3, 3);
        percentile(group, HEDGED);
        for (int i = 0; i < 3; i++) {
            group.isSilent(i);
        }
        SimulatedReplicas.Call call = group.begins(HEDGED);

        assertThat(call.invocation().journal().close()).isTrue();
        int before = group.attempts();
        group.time.advance(Duration.ofSeconds(1));

        assertThat(group.attempts()).isEqualTo(before);
    }

    @Test
    void whatMustRunOnceIsNeverHedged() {
        assertThat(Methods.DEPOSIT.replicated(Replication.of(Strategy.HEDGED))).isSameAs(Methods.DEPOSIT);
        assertThat(Methods.RENAME.replicated(Replication.of(Strategy.HEDGED))).isNotSameAs(Methods.RENAME);
    }

    @Test
    void ofForkedAttemptsTheFirstAnswerCounts() {
        SimulatedReplicas group = new SimulatedReplicas(3, 3);
        MethodDescriptor<?> forked = reading(Replication.of(Strategy.FORKING, 3));
        group.answers(0, Duration.ofMillis(30), "slow");
        group.answers(1, Duration.ofMillis(3), "fast");
        group.refuses(2, Reason.UNREACHABLE);

        assertThat(group.calls(forked)).isEqualTo(new Outcome.Returned("fast"));
        assertThat(group.attempts()).isEqualTo(3);
        assertThat(group.cancelled).containsOnlyKeys(0);
    }

    /** Of three replicas that take a millisecond, each takes 100 more for a share of its calls. */
    private static SimulatedReplicas withSlowCalls(long seed, int... percent) {
        SimulatedReplicas group = new SimulatedReplicas(seed, 3);
        for (int i = 0; i < 3; i++) {
            int share = percent[i];
            group.behaves(
                    i,
                    () -> Duration.ofNanos(1_000L * (900 + group.random.nextInt(200)))
                            .plusMillis(group.random.nextInt(100) < share ? 100 : 0),
                    () -> new Outcome.Returned(1));
        }
        return group;
    }

    private static long percentile(SimulatedReplicas group, MethodDescriptor<?> method) {
        return percentile(CALLS, group, each -> each.timed(method));
    }

    /** The 99th, in microseconds. */
    private static long percentile(int calls, SimulatedReplicas group, Function<SimulatedReplicas, Duration> call) {
        long[] micros = new long[calls];
        for (int i = 0; i < calls; i++) {
            micros[i] = call.apply(group).toNanos() / 1_000;
        }
        Arrays.sort(micros);
        return micros[calls / 100 * 99];
    }
}
