package io.limpid.runtime.hosting;

import static io.limpid.runtime.hosting.Probe.READ;
import static io.limpid.runtime.hosting.Probe.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.hosting.Bench.Line;
import io.limpid.runtime.hosting.Bench.Sent;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call that comes more than once, at any time and by any way, runs once, and every attempt gets the one answer. */
final class ExactlyOnceTest {
    private static final InvocationId CALL = new InvocationId(7, 1_000);

    private final Bench bench = new Bench();
    private final Steps object = new Steps();

    ExactlyOnceTest() {
        bench.export("a", object);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aCallThatHasRunIsAnsweredFromItsRecord() throws Exception {
        Outcome first = outcome(write().send());

        Outcome second = outcome(write().over(new Line()).send());

        assertThat(second).isEqualTo(first);
        assertThat(object.log).containsExactly("write 0", "end 0");
    }

    @Test
    void aCallThatRunsIsJoinedByItsRepetitions() throws Exception {
        List<Sent> attempts = new ArrayList<>();
        attempts.add(write().value(1).send());
        await().until(() -> object.log.contains("write 1"));
        for (int i = 0; i < 1_000; i++) {
            attempts.add(
                    write().value(1).over(i % 2 == 0 ? new Line() : bench.line).send());
        }

        object.letGo(1);

        for (Sent attempt : attempts) {
            assertThat(outcome(attempt)).isEqualTo(new Outcome.Returned(1));
        }
        assertThat(object.log).containsExactly("write 1", "end 1");
    }

    @Test
    void aCallThatWaitsIsJoinedToo() throws Exception {
        Sent holder = bench.sending("a", WRITE).value(9).send();
        await().until(() -> object.log.contains("write 9"));
        Sent first = write().value(1).send();
        Sent second = write().value(1).over(new Line()).send();

        object.letGo(9);
        object.letGo(1);

        assertThat(outcome(holder)).isInstanceOf(Outcome.Returned.class);
        assertThat(outcome(first)).isEqualTo(new Outcome.Returned(1));
        assertThat(outcome(second)).isEqualTo(new Outcome.Returned(1));
        assertThat(object.log).containsExactly("write 9", "end 9", "write 1", "end 1");
    }

    @Test
    void whatTheClientHasAcknowledgedNeverRunsAgain() throws Exception {
        outcome(write().send());
        outcome(bench.sending("a", WRITE)
                .as(new InvocationId(7, 1_001))
                .acknowledging(1_001)
                .send());
        int before = object.log.size();

        for (int i = 0; i < 10_000; i++) {
            assertThat(outcome(write().send())).isInstanceOf(Outcome.Unknown.class);
        }

        assertThat(object.log).hasSize(before);
    }

    @Test
    void whatIsAcknowledgedByOneNameOfAnObjectIsNotByAnother() throws Exception {
        bench.export("b", object);
        outcome(bench.sending("b", WRITE)
                .as(new InvocationId(7, 1_001))
                .acknowledging(1_001)
                .send());

        // Drawn before the other, and overtaken on its way.
        Outcome overtaken = outcome(write().send());

        assertThat(overtaken).isEqualTo(new Outcome.Returned(0));
    }

    @Test
    void whatWasTurnedAwayMayRunLater() throws Exception {
        bench.inDoubt = true;
        assertThat(outcome(write().send())).isInstanceOf(Outcome.NotExecuted.class);
        bench.inDoubt = false;

        assertThat(outcome(write().send())).isEqualTo(new Outcome.Returned(0));
        assertThat(outcome(write().send())).isEqualTo(new Outcome.Returned(0));
        assertThat(object.log).containsExactly("write 0", "end 0");
    }

    @Test
    void aCallThatTheHostFailsToTakeMayRunLater() throws Exception {
        bench.failpoints = point -> {
            if (point == Failpoints.Point.CALL_BEGUN) {
                throw new LinkageError("planted");
            }
        };
        assertThat(outcome(write().send())).isInstanceOf(Outcome.NotExecuted.class);
        bench.failpoints = Failpoints.NONE;

        assertThat(outcome(write().send())).isEqualTo(new Outcome.Returned(0));
    }

    @Test
    void aCallWhoseConnectionIsLostRunsOnAndIsFoundByWhoComesBack() throws Exception {
        Line lost = new Line();
        Cancellation cancellation = new Cancellation();
        write().value(1).over(lost).send(cancellation);
        await().until(() -> object.log.contains("write 1"));
        lost.close();
        cancellation.cancel();

        Sent again = write().value(1).send();
        object.letGo(1);

        assertThat(outcome(again)).isEqualTo(new Outcome.Returned(1));
        assertThat(object.log).containsExactly("write 1", "end 1");
    }

    @Test
    void whoNeverComesBackIsNotWaitedForBeyondTheDeadline() {
        Line lost = new Line();
        Cancellation cancellation = new Cancellation();
        write().value(1).within(Duration.ofSeconds(3)).over(lost).send(cancellation);
        await().until(() -> object.log.contains("write 1"));
        lost.close();
        cancellation.cancel();
        bench.time.advance(Duration.ofSeconds(2));
        assertThat(object.log).doesNotContain("interrupted 1");

        bench.time.advance(Duration.ofSeconds(1));

        await().until(() -> object.log.contains("interrupted 1"));
    }

    @Test
    void aCallerWhoSaysThatItNoLongerWaitsIsHeard() {
        Cancellation cancellation = new Cancellation();
        write().value(1).send(cancellation);
        await().until(() -> object.log.contains("write 1"));

        cancellation.cancel();

        await().until(() -> object.log.contains("interrupted 1"));
    }

    @Test
    void anotherPrincipalNeitherRunsNorLearnsAnything() throws Exception {
        outcome(write().over(new Line("alice")).send());

        for (int i = 0; i < 10_000; i++) {
            Line mallory = new Line("mallory");
            InvocationId stolen = new InvocationId(7, 995 + i % 10);
            assertThat(Bench.refusal(write().as(stolen).over(mallory).send())).isEqualTo(Reason.NOT_ALLOWED);
            bench.hosting.acknowledged(mallory, 7, 2_000);
        }

        assertThat(outcome(write().over(new Line("alice")).send())).isEqualTo(new Outcome.Returned(0));
        assertThat(object.log).containsExactly("write 0", "end 0");
    }

    @Test
    void whoTriesAnothersIdIsStruckEachTimeWhateverTheCallAndItsOwnerNever() throws Exception {
        Line alice = new Line("alice");
        Line mallory = new Line("mallory");
        outcome(write().over(alice).send());

        outcome(write().over(mallory).send());
        outcome(bench.sending("a", READ).as(CALL).over(mallory).send());
        outcome(bench.sending("nowhere", WRITE).as(CALL).over(mallory).send());
        bench.hosting.acknowledged(mallory, 7, 1);
        outcome(write().over(alice).send());
        bench.hosting.acknowledged(alice, 7, 1);

        assertThat(mallory.strikes).hasSize(4).containsOnly("the client id 7 is another's");
        assertThat(alice.strikes).isEmpty();
        assertThat(object.log).containsExactly("write 0", "end 0");
    }

    @ParameterizedTest
    @CsvSource({"7, 4611686018427387904", "7, 0", "7, -1", "7, 9223372036854775807", "-1, 1"})
    void numbersThatNoClientGetsToAreRefusedAndLeaveNothing(long clientId, long sequence) throws Exception {
        Line line = new Line("mallory");

        Outcome outcome = outcome(bench.sending("a", WRITE)
                .as(new InvocationId(clientId, sequence))
                .over(line)
                .send());
        bench.hosting.acknowledged(line, clientId, sequence);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_REQUEST));
        assertThat(line.strikes).hasSize(2);
        assertThat(bench.hosting.ledgers().clients()).isZero();
        assertThat(bench.hosting.recordedCalls()).isZero();
        assertThat(object.log).isEmpty();
    }

    @Test
    void aCallOfAnotherIncarnationDoesNotRun() throws Exception {
        Outcome outcome = outcome(write().incarnation(2).epoch(2).send());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.MOVED));
        assertThat(object.log).isEmpty();
    }

    @Test
    void whatMayRunAgainIsNotWrittenDown() throws Exception {
        outcome(bench.sending("a", READ).as(CALL).send());
        outcome(bench.sending("a", READ).as(CALL).send());
        outcome(bench.sending("a", WRITE).as(new InvocationId(0, 1)).send());
        outcome(bench.sending("a", WRITE).as(new InvocationId(0, 1)).send());

        assertThat(object.log).hasSize(8);
    }

    @Test
    void acknowledgedAnswersAreForgotten() throws Exception {
        for (int i = 1; i <= 400; i++) {
            outcome(bench.sending("a", WRITE).as(new InvocationId(7, i)).send());
        }
        assertThat(bench.hosting.recordedCalls()).isEqualTo(400);

        bench.hosting.acknowledged(bench.line, 7, 401);

        assertThat(bench.hosting.recordedCalls()).isZero();
    }

    @Test
    void aClientThatIsOverRunsNothingAnyMore() throws Exception {
        outcome(write().send());

        bench.hosting.ledgers().end(List.of(7L));

        assertThat(outcome(write().send()))
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED));
        assertThat(bench.hosting.recordedCalls()).isZero();
        assertThat(object.log).containsExactly("write 0", "end 0");
    }

    private Bench.Sending write() {
        return bench.sending("a", WRITE).as(CALL);
    }

    private static Outcome outcome(Sent sent) throws Exception {
        return sent.outcome().get(10, TimeUnit.SECONDS);
    }
}
