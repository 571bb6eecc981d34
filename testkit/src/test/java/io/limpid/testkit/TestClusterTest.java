package io.limpid.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.OutcomeUnknownException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The faults between clients and hosts do what they say, and calls bear them. */
@Timeout(30)
class TestClusterTest {
    private static final String NAME = "counters/one";

    @RegisterExtension
    final LimpidExtension limpid = LimpidExtension.seeded(7);

    private final Counting object = new Counting();
    private TestCluster cluster;
    private HostLink link;
    private Counter counter;

    @BeforeEach
    void exportACounter() {
        cluster = limpid.cluster();
        counter = cluster.host().export(NAME, Counter.class, object);
        link = cluster.host().link();
    }

    @Test
    void aCallWhoseAnswerIsLostRunsOnce() {
        link.next(Fate.LOSE_ANSWER);

        int result = counter.add();

        assertThat(result).isEqualTo(1);
        assertThat(object.count).hasValue(1);
        assertThat(link.count(Fate.LOSE_ANSWER)).isEqualTo(1);
        assertThat(link.count(Fate.PASS)).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsOneOfAMethodThatHasRun() {
        link.next(Fate.LOSE_ANSWER);

        counter.addAtLeastOnce();

        assertThat(object.count).hasValue(2);
    }

    @Test
    void aLostRequestReachesNobody() {
        link.next(Fate.LOSE_REQUEST);

        counter.addAtLeastOnce();

        assertThat(object.count).hasValue(1);
        assertThat(link.count(Fate.LOSE_REQUEST)).isEqualTo(1);
    }

    @Test
    void aDuplicateArrivesAndIsNotRunAgain() {
        counter.count();
        link.next(Fate.DUPLICATE, Fate.DUPLICATE);

        counter.add();
        assertThat(object.count).hasValue(1);
        counter.addAtLeastOnce();

        assertThat(object.count).hasValue(3);
    }

    @Test
    void aDuplicateIsWholeHoweverLongItIs() {
        link.next(Fate.DUPLICATE);

        int length = counter.carry(new byte[300_000]);

        assertThat(length).isEqualTo(300_000);
        assertThat(object.count).hasValue(1);
    }

    @Test
    void plannedFatesAreMetInTheirOrder() {
        link.next(Fate.LOSE_REQUEST, Fate.LOSE_ANSWER);

        counter.addAtLeastOnce();

        assertThat(object.count).hasValue(2);
    }

    @Test
    void byChanceFatesAreMetAndNothingIsDoneTwice() {
        link.sometimes(Fate.LOSE_REQUEST, 50);
        link.sometimes(Fate.LOSE_ANSWER, 50);
        link.sometimes(Fate.DUPLICATE, 50);

        for (int i = 1; i <= 200; i++) {
            assertThat(counter.add()).isEqualTo(i);
        }

        assertThat(object.count).hasValue(200);
        assertThat(link.count(Fate.LOSE_REQUEST)).isPositive();
        assertThat(link.count(Fate.LOSE_ANSWER)).isPositive();
        assertThat(link.count(Fate.DUPLICATE)).isPositive();
    }

    @Test
    void aDelayIsTakenEachWay() {
        counter.count();
        link.delay(Duration.ofMillis(100));
        long start = System.nanoTime();

        counter.count();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void whatIsStalledGoesOn() {
        counter.count();
        link.stall();
        CompletableFuture<Integer> call = CompletableFuture.supplyAsync(counter::add);
        await().until(() -> link.count(Fate.PASS) == 2);
        int meanwhile = object.count.get();

        link.resume();

        assertThat(call.join()).isEqualTo(1);
        assertThat(meanwhile).isZero();
    }

    @Test
    void whatIsSwallowedIsSentAgain() {
        counter.count();
        link.swallow();
        CompletableFuture<Integer> call = CompletableFuture.supplyAsync(counter::add);
        await().until(() -> link.count(Fate.PASS) == 2);

        link.resume();

        assertThat(call.join()).isEqualTo(1);
        assertThat(object.count).hasValue(1);
    }

    @Test
    void cutConnectionsAreMadeAnew() {
        counter.add();

        link.cut();

        assertThat(counter.add()).isEqualTo(2);
    }

    @Test
    void aCrashLeavesUnknownWhatWasUnderWayAndARestartHasAnEmptyHost() {
        CountDownLatch entered = new CountDownLatch(1);
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        object.whileAdding = () -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                stopped.complete(true);
            }
        };
        CompletableFuture<Integer> call = CompletableFuture.supplyAsync(counter::add);
        await().until(() -> entered.getCount() == 0);

        cluster.host().crash();
        cluster.host().restart();
        Counting another = new Counting();
        cluster.host().export(NAME, Counter.class, another);

        assertThatThrownBy(call::join).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThat(stopped.join()).isTrue();
        assertThat(another.count).hasValue(0);
        assertThat(counter.add()).isEqualTo(1);
    }

    @Test
    void aCrashedHostIsNotThere() {
        cluster.host().crash();

        assertThatThrownBy(() -> cluster.host().export(NAME, Counter.class, object))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("host first has crashed (restart() starts it again)");
        assertThatThrownBy(cluster.host()::crash).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aHostThatCrashedHasToldNobodySoThatItsNamesAreStillTaken() {
        TestHost second = cluster.host("second");

        cluster.host().crash();

        assertThatThrownBy(() -> second.export(NAME, Counter.class, new Counting()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("first");
    }

    @Test
    void aHostThatRunsIsNotRestarted() {
        assertThatThrownBy(cluster.host()::restart)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("host first is running (expected: crash() before restart())");
    }

    @Test
    void callsGoOnWithoutNaming() {
        counter.add();
        cluster.loseNaming();

        assertThat(counter.add()).isEqualTo(2);

        cluster.returnNaming();
        Counter other = cluster.host("second").export("counters/two", Counter.class, new Counting());
        assertThat(other.add()).isEqualTo(1);
    }

    @Test
    void hostsAndClientsAreApart() {
        Counting elsewhere = new Counting();
        cluster.host("second").export("counters/two", Counter.class, elsewhere);
        Counter other = cluster.client("another").lookup(Counter.class, "counters/two");
        cluster.host("second").link().next(Fate.LOSE_ANSWER);

        counter.add();
        other.add();

        assertThat(object.count).hasValue(1);
        assertThat(elsewhere.count).hasValue(1);
        assertThat(link.count(Fate.LOSE_ANSWER)).isZero();
    }

    @Test
    void aChanceIsWithinWhatOthersLeave() {
        link.sometimes(Fate.DUPLICATE, 900);

        assertThatThrownBy(() -> link.sometimes(Fate.LOSE_ANSWER, 101))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("thousandths: 101 (expected: 0 to 100, which is what other fates leave)");
        link.sometimes(Fate.DUPLICATE, 0);
        link.sometimes(Fate.LOSE_ANSWER, 1_000);
        assertThatThrownBy(() -> link.sometimes(Fate.PASS, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
