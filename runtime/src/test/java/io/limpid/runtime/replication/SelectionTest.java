package io.limpid.runtime.replication;

import static io.limpid.runtime.replication.SimulatedReplicas.endpoint;
import static io.limpid.runtime.replication.SimulatedReplicas.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.Select;
import io.limpid.Strategy;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.simulation.Methods;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of a group's replicas is called. */
final class SelectionTest {
    private static final MethodDescriptor<?> LOAD = Methods.BALANCE;
    private static final MethodDescriptor<?> TURNS = selecting(Select.ROUND_ROBIN);

    private final SimulatedReplicas group = new SimulatedReplicas(5, 3);

    @Test
    void equalReplicasHaveEqualParts() {
        call(LOAD, 3_000);

        assertThat(group.attempts.values())
                .allSatisfy(calls -> assertThat(calls).isBetween(700, 1_300));
    }

    @Test
    void whatBecameOfACallIsAskedOfTheReplicaThatMayHaveRunItAloneAndOfNoneOnceThatIsGone() {
        long ran = group.replicas.get(1).since();
        for (int i = 0; i < 20; i++) {
            assertThat(group.asks(new Question(7, ran))).isEqualTo(new Outcome.Returned(1));
        }
        assertThat(group.attempts).containsOnlyKeys(1);

        group.attempts.clear();
        assertThat(group.asks(new Question(7, 99)))
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND));
        assertThat(group.attempts).isEmpty();

        group.asks(new Question(7, 0));
        assertThat(group.attempts())
                .as("of a call that was never sent all know alike")
                .isEqualTo(1);
    }

    @Test
    void byTurnsEachHasTheSame() {
        call(TURNS, 300);

        assertThat(group.attempts.values()).containsOnly(100);
    }

    @Test
    void aSlowReplicaIsSeldomChosenAndChosenAgainOnceItIsWell() {
        group.answers(1, Duration.ofMillis(100), 1);
        call(LOAD, 3_000);
        assertThat(group.attempts.get(1)).isLessThan(60);

        group.answers(1, Duration.ofMillis(1), 1);
        for (int i = 0; i < 60; i++) {
            group.time.advance(Duration.ofSeconds(1));
            call(LOAD, 10);
        }
        group.attempts.clear();
        call(LOAD, 3_000);

        assertThat(group.attempts.get(1)).isGreaterThan(500);
    }

    @Test
    void aReplicaOfWhichNothingIsKnownGetsOneCallFirst() {
        call(LOAD, 100);
        group.joins(3, Role.PRIMARY, "");
        group.isSilent(3);

        for (int i = 0; i < 50; i++) {
            group.begins(LOAD);
        }

        assertThat(group.attempts.get(3)).isEqualTo(1);
    }

    @Test
    void backupsAreCalledWhenNoPrimaryCanBe() {
        SimulatedReplicas pair = new SimulatedReplicas(5, 0);
        pair.joins(0, Role.BACKUP, "");
        pair.joins(1, Role.PRIMARY, "");
        call(pair, LOAD, 20);
        assertThat(pair.attempts).containsOnlyKeys(1);

        pair.refuses(1, Reason.UNREACHABLE);

        assertThat(pair.calls(LOAD)).isEqualTo(new Outcome.Returned(0));
        pair.away.add(endpoint(1));
        pair.attempts.clear();
        assertThat(pair.calls(LOAD)).isEqualTo(new Outcome.Returned(0));
        assertThat(pair.attempts).containsOnlyKeys(0);
    }

    @Test
    void callsStayInTheirZoneWhileItHasAReplica() {
        SimulatedReplicas zones = new SimulatedReplicas(5, 0);
        zones.zone = "north";
        zones.joins(0, Role.PRIMARY, "south");
        zones.joins(1, Role.PRIMARY, "north");
        zones.joins(2, Role.PRIMARY, "south");
        MethodDescriptor<?> near = selecting(Select.ZONE);
        call(zones, near, 30);
        assertThat(zones.attempts).containsOnlyKeys(1);

        zones.refuses(1, Reason.CLOSED);

        assertThat(zones.calls(near)).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void aKeyStaysAtItsReplicaAndOnlyTheKeysOfOneThatGoesMove() {
        Map<String, Integer> before = homes(1_000);
        assertThat(before.values().stream().filter(home -> home == 1).count()).isBetween(230L, 440L);

        group.replicas.remove(1);
        Map<String, Integer> after = homes(1_000);

        before.forEach((key, home) -> {
            if (home != 1) {
                assertThat(after.get(key)).isEqualTo(home);
            }
        });
        assertThat(after.values()).doesNotContain(1);
    }

    @Test
    void aKeyThatIsAskedForMoreThanItsShareIsServedElsewhereToo() {
        for (int i = 0; i < 3; i++) {
            group.isSilent(i);
        }

        for (int i = 0; i < 30; i++) {
            group.begins(sticky("hot"));
        }

        assertThat(group.attempts.values())
                .allSatisfy(calls -> assertThat(calls).isBetween(4, 14));
    }

    @Test
    void aReplicaThatFailsIsEjectedAndComesBackOnceItIsWell() {
        int[] failing = {0};
        group.behaves(
                1,
                () -> Duration.ofMillis(1),
                () -> ++failing[0] % 5 < 2 ? new Outcome.Unknown("lost", null) : new Outcome.Returned(1));
        call(TURNS, 300);
        group.attempts.clear();

        call(TURNS, 300);
        assertThat(group.attempts.getOrDefault(1, 0)).isLessThan(20);

        group.answers(1, Duration.ofMillis(1), 1);
        group.time.advance(Duration.ofSeconds(40));
        group.attempts.clear();
        call(TURNS, 300);
        assertThat(group.attempts.get(1)).isEqualTo(100);
    }

    @Test
    void aReplicaThatIsSlowIsEjectedEvenOfTwo() {
        SimulatedReplicas pair = new SimulatedReplicas(5, 2);
        pair.answers(1, Duration.ofMillis(100), 1);
        call(pair, TURNS, 40);
        pair.attempts.clear();

        call(pair, TURNS, 40);

        assertThat(pair.attempts.getOrDefault(1, 0)).isZero();
    }

    @Test
    void nobodyIsEjectedWhereAllAreSlowOrFail() {
        for (int i = 0; i < 3; i++) {
            group.answers(i, Duration.ofMillis(200), i);
        }
        call(TURNS, 300);
        assertThat(group.attempts.values()).containsOnly(100);
        for (int i = 0; i < 3; i++) {
            group.behaves(i, () -> Duration.ofMillis(200), () -> new Outcome.Unknown("lost", null));
        }
        group.attempts.clear();
        call(TURNS, 300);
        assertThat(group.attempts.values()).containsOnly(100);
    }

    @Test
    void ofSixTwoAreEjectedAtMost() {
        SimulatedReplicas six = new SimulatedReplicas(5, 6);
        for (int i = 0; i < 3; i++) {
            six.answers(i, Duration.ofMillis(30), i);
        }
        call(six, TURNS, 120);
        six.attempts.clear();

        call(six, TURNS, 60);

        assertThat(six.attempts.keySet().stream().filter(number -> number < 3).count())
                .isEqualTo(1);
    }

    @Test
    void whoBelongsToTheGroupIsAskedNowAndThenAsLongAsItIsCalled() {
        call(LOAD, 3_000);
        assertThat(group.refreshed).isBetween(4, 6);

        group.time.advance(Duration.ofMinutes(1));
        assertThat(group.refreshed).isLessThanOrEqualTo(6);
    }

    @Test
    void failfastCallsOneAndNoOther() {
        SimulatedReplicas pair = new SimulatedReplicas(5, 2);
        pair.refuses(0, Reason.UNREACHABLE);
        pair.refuses(1, Reason.UNREACHABLE);

        pair.calls(reading(Replication.of(Strategy.FAILFAST)));

        assertThat(pair.attempts()).isEqualTo(1);
    }

    @Test
    void aReplicaThatHasLeftIsPassedOverAndTheBindingDoubted() {
        group.refuses(0, Reason.NOT_FOUND);
        for (int i = 0; i < 10; i++) {
            assertThat(group.calls(TURNS)).isInstanceOf(Outcome.Returned.class);
        }

        assertThat(group.doubted).isNotEmpty();
    }

    @Test
    void whatMayHaveRunAtOneReplicaIsAskedOfNoOther() {
        group.isSilent(0);
        group.isSilent(1);
        group.isSilent(2);
        SimulatedReplicas.Call call = group.begins(Methods.DEPOSIT);
        group.replicas.remove((int) group.attempts.keySet().iterator().next());

        Outcome again =
                group.invoker().invoke(call.invocation(), group.binding()).join();

        assertThat(again)
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refused -> assertThat(refused.detail()).contains("is gone"));
        assertThat(group.attempts()).isEqualTo(1);
    }

    private Map<String, Integer> homes(int keys) {
        Map<String, Integer> homes = new HashMap<>();
        for (int i = 0; i < keys; i++) {
            group.attempts.clear();
            group.calls(sticky("key" + i));
            homes.put("key" + i, group.attempts.keySet().iterator().next());
        }
        return homes;
    }

    private static MethodDescriptor<?> sticky(String key) {
        return reading(Replication.DEFAULT.stickingTo(Arguments.class, arguments -> key));
    }

    private static MethodDescriptor<?> selecting(Select select) {
        return reading(Replication.DEFAULT.selecting(select));
    }

    private void call(MethodDescriptor<?> method, int times) {
        call(group, method, times);
    }

    private static void call(SimulatedReplicas group, MethodDescriptor<?> method, int times) {
        for (int i = 0; i < times; i++) {
            group.calls(method);
        }
    }
}
