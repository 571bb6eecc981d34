package io.limpid.runtime.hosting;

import static io.limpid.runtime.hosting.Bench.outcome;
import static io.limpid.runtime.hosting.Bench.refusal;
import static io.limpid.runtime.hosting.Bench.settings;
import static io.limpid.runtime.hosting.Probe.LATER;
import static io.limpid.runtime.hosting.Probe.READ;
import static io.limpid.runtime.hosting.Probe.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.Concurrent;
import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.hosting.Bench.Sent;
import io.limpid.runtime.hosting.HostingSettings.Mode;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which calls reach their object, who runs beside whom, and how a method that ended by itself is answered. */
final class DispatchTest {
    private Bench bench = new Bench();
    private final Steps object = new Steps();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aCallRunsItsMethodAndReturns() {
        bench.export("a", object);

        Sent sent = bench.send("a", WRITE);

        assertThat(outcome(sent)).isEqualTo(new Outcome.Returned(0));
        assertThat(object.log).containsExactly("write 0", "end 0");
    }

    @Test
    void anUnknownNameIsNotFound() {
        assertThat(refusal(bench.send("nobody", WRITE))).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void anUnknownMethodIsAMismatchThatNamesBothSides() {
        bench.export("a", object);

        Sent sent = bench.sending("a", WRITE).methodId(99).send();

        assertThat(refusal(sent)).isEqualTo(Reason.INTERFACE_MISMATCH);
        assertThat(((Outcome.NotExecuted) outcome(sent)).detail())
                .contains("test.Probe")
                .contains("99");
    }

    @Test
    void aCallerWhoKnowsAHigherEpochIsTurnedAwayAndALowerOneIsServed() {
        bench.export("a", object);

        assertThat(refusal(bench.sending("a", WRITE).epoch(2).send())).isEqualTo(Reason.MOVED);

        assertThat(outcome(bench.sending("a", WRITE).epoch(0).send())).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void anObjectUnderANameWithoutEpochsIsCalledAsOfAnyEpoch() {
        bench.table.announce(new ObjectName("a"), new Probe.ProbeType(), object).becomeCurrent(Standing.NONE);

        assertThat(outcome(bench.sending("a", WRITE).epoch(7).incarnation(0).send()))
                .isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void aHostThatIsInDoubtOfWhatItHoldsBeginsNothing() {
        bench.export("a", object);
        bench.inDoubt = true;

        assertThat(refusal(bench.sending("a", WRITE).send())).isEqualTo(Reason.MOVED);
        bench.inDoubt = false;
        assertThat(outcome(bench.sending("a", WRITE).send())).isInstanceOf(Outcome.Returned.class);
        assertThat(object.log).containsExactly("write 0", "end 0");
    }

    @Test
    void argumentsThatCannotBeReadNeverReachTheObject() {
        bench.export("a", object);

        Sent sent = bench.sending("a", WRITE).payload(new byte[0]).send();

        assertThat(refusal(sent)).isEqualTo(Reason.BAD_REQUEST);
        assertThat(object.log).isEmpty();
        assertThat(outcome(bench.send("a", WRITE))).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void anAnnouncedObjectKeepsItsCallersWaitingUntilItIsCurrent() {
        Export export = bench.table.announce(new ObjectName("a"), new Probe.ProbeType(), object);

        Sent early = bench.sending("a", WRITE).epoch(5).incarnation(5).send();
        assertThat(early.outcome()).isNotDone();
        export.becomeCurrent(new Standing(5, 5));

        assertThat(outcome(early)).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void readersShareAndAWriterIsAlone() {
        bench.export("a", object);
        bench.sending("a", READ).value(1).send();
        bench.sending("a", READ).value(2).send();
        await().until(() -> object.log.size() == 2);

        Sent writer = bench.sending("a", WRITE).value(3).send();
        Sent lateReader = bench.sending("a", READ).value(4).send();
        object.letGo(1);
        object.letGo(4);
        await().until(() -> object.log.contains("end 1"));
        assertThat(object.log).doesNotContain("write 3", "read 4");
        object.letGo(2);
        await().until(() -> object.log.contains("write 3"));
        assertThat(object.log).doesNotContain("read 4");
        object.letGo(3);

        assertThat(outcome(writer)).isEqualTo(new Outcome.Returned(3));
        assertThat(outcome(lateReader)).isEqualTo(new Outcome.Returned(4));
    }

    @Test
    void anAsynchronousMethodHasItsObjectUntilItsStageIsComplete() {
        bench.export("a", object);
        Sent later = bench.sending("a", LATER).value(1).send();
        await().until(() -> object.stages.containsKey(1));

        Sent writer = bench.sending("a", WRITE).send();
        assertThat(object.log).containsExactly("later 1");
        object.stages.get(1).complete(11);

        assertThat(outcome(later)).isEqualTo(new Outcome.Returned(11));
        assertThat(outcome(writer)).isEqualTo(new Outcome.Returned(0));
    }

    @Test
    void anObjectUnderTwoNamesHasOneGate() {
        bench.export("a", object);
        bench.export("b", object);
        bench.sending("a", WRITE).value(1).send();
        await().until(() -> object.log.contains("write 1"));

        Sent other = bench.sending("b", WRITE).send();

        assertThat(other.outcome()).isNotDone();
        object.letGo(1);
        assertThat(outcome(other)).isInstanceOf(Outcome.Returned.class);
        assertThat(object.log).containsExactly("write 1", "end 1", "write 0", "end 0");
    }

    @Test
    void anObjectThatIsExportedAnewWhileAMethodRunsKeepsItsGate() {
        Export export = bench.export("a", object);
        bench.sending("a", WRITE).value(1).send();
        await().until(() -> object.log.contains("write 1"));

        bench.hosting.withdraw(export);
        bench.export("b", object);
        Sent other = bench.sending("b", WRITE).send();

        assertThat(other.outcome()).isNotDone();
        object.letGo(1);
        assertThat(outcome(other)).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void aConcurrentObjectRunsWritersSideBySide() {
        @Concurrent
        final class Guarded extends Steps {}
        Steps guarded = new Guarded();
        bench.export("a", guarded);

        bench.sending("a", WRITE).value(1).send();
        bench.sending("a", WRITE).value(2).send();

        await().until(() -> guarded.log.contains("write 1") && guarded.log.contains("write 2"));
        guarded.letGo(1);
        guarded.letGo(2);
    }

    @Test
    void anIterativeHostRunsOneMethodAtOnceWhateverTheObject() {
        bench.close();
        bench = new Bench(settings(Mode.ITERATIVE, 8, 8, 8));
        Steps other = new Steps();
        bench.export("a", object);
        bench.export("b", other);
        bench.sending("a", READ).value(1).send();
        await().until(() -> object.log.contains("read 1"));

        Sent second = bench.send("b", READ);

        assertThat(second.outcome()).isNotDone();
        assertThat(other.log).isEmpty();
        object.letGo(1);
        assertThat(outcome(second)).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void theServedCallHandsOnItsChainAndDeadline() {
        bench.export("a", object);
        InvocationId chain = new InvocationId(9, 9);

        bench.sending("a", WRITE)
                .value(1)
                .servedBy(chain)
                .within(Duration.ofMillis(700))
                .send();

        await().until(() -> object.calls.containsKey(1));
        assertThat(object.calls.get(1).chain()).isEqualTo(chain);
        assertThat(object.calls.get(1).deadline().remainingNanos(bench.time)).isEqualTo(700_000_000L);
        object.letGo(1);
    }

    @Test
    void anUndeclaredThrowableStaysHereUnderAnId() {
        bench.export("a", new Steps() {
            @Override
            public int write(int value) {
                throw new IllegalStateException("the till is locked");
            }
        });

        Outcome outcome = outcome(bench.send("a", WRITE));

        assertThat(((Outcome.Threw) outcome).exception())
                .isInstanceOfSatisfying(RemoteFailureException.class, failure -> {
                    assertThat(failure).hasMessage("the till is locked");
                    assertThat(failure.failureId()).startsWith("bench-");
                });
    }

    @Test
    void aStageThatFailsEndsWithItsOwnException() {
        bench.export("a", object);
        Sent later = bench.sending("a", LATER).value(1).send();
        await().until(() -> object.stages.containsKey(1));

        object.stages
                .get(1)
                .completeExceptionally(new java.util.concurrent.CompletionException(new IllegalStateException("why")));

        assertThat(((Outcome.Threw) outcome(later)).exception()).hasMessage("why");
    }

    @Test
    void aNameThatIsTakenHereIsRefusedByName() {
        bench.export("a", object);

        assertThatThrownBy(() -> bench.export("a", new Steps()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("object name: a");
    }
}
