package io.limpid.runtime.hosting;

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
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.Limits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dispatch: what is refused and why, who runs beside whom, and what stops a method. */
final class HostingTest {
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

        Sent early = bench.sending("a", WRITE).epoch(5).send();
        assertThat(early.outcome()).isNotDone();
        export.becomeCurrent(5, 5);

        assertThat(outcome(early)).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void anObjectThatIsWithdrawnWhileItIsAnnouncedRefusesWhoWaits() {
        Export export = bench.table.announce(new ObjectName("a"), new Probe.ProbeType(), object);
        Sent early = bench.send("a", WRITE);

        bench.hosting.withdraw(export);

        assertThat(refusal(early)).isEqualTo(Reason.NOT_FOUND);
        assertThat(object.log).isEmpty();
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
    void cancellingInterruptsTheRunningMethodAndNothingAfterIt() {
        bench.close();
        bench = new Bench(settings(Mode.CONCURRENT, 1, 8, 8));
        bench.export("a", object);
        Sent running = bench.sending("a", WRITE).value(1).send();
        await().until(() -> object.log.contains("write 1"));

        running.cancellation().cancel();
        assertThat(outcome(running)).isInstanceOf(Outcome.Threw.class);
        running.cancellation().cancel();

        Sent next = bench.sending("a", WRITE).value(2).send();
        await().until(() -> object.log.contains("write 2"));
        object.letGo(2);
        assertThat(outcome(next)).isEqualTo(new Outcome.Returned(2));
        assertThat(object.log).contains("interrupted 1").doesNotContain("interrupted 2");
    }

    @Test
    void aMethodThatIgnoresItsInterruptDoesNotHandItOn() {
        java.util.concurrent.ExecutorService one = java.util.concurrent.Executors.newSingleThreadExecutor();
        CompletableFuture<Void> inside = new CompletableFuture<>();
        CompletableFuture<Void> go = new CompletableFuture<>();
        Steps stubborn = new Steps() {
            @Override
            public int write(int value) {
                inside.complete(null);
                while (!go.isDone()) {
                    Thread.onSpinWait();
                }
                return value;
            }
        };
        Cancellation cancellation = new Cancellation();
        Execution<Probe> execution = Execution.of(
                new Probe.ProbeType(),
                stubborn,
                WRITE,
                new CurrentCall(
                        new InvocationId(1, 1),
                        io.limpid.runtime.invocation.Deadline.after(Bench.SPAN, bench.time),
                        cancellation));
        cancellation.onCancel(execution::cancel);
        CompletableFuture<Boolean> flagAfter = new CompletableFuture<>();

        one.execute(() -> execution.run(
                new Probe.ProbeArguments(1),
                outcome -> flagAfter.complete(Thread.currentThread().isInterrupted())));
        inside.join();
        cancellation.cancel();
        go.complete(null);

        assertThat(flagAfter.join()).isFalse();
        one.shutdownNow();
    }

    @Test
    void cancellingAPendingStageCancelsIt() {
        bench.export("a", object);
        Sent later = bench.sending("a", LATER).value(1).send();
        await().until(() -> object.stages.containsKey(1));

        later.cancellation().cancel();

        assertThat(outcome(later)).isInstanceOf(Outcome.Threw.class);
        assertThat(object.stages.get(1)).isCancelled();
        assertThat(outcome(bench.send("a", WRITE))).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsNeverRuns() {
        bench.export("a", object);
        bench.sending("a", WRITE).value(1).send();
        Sent waiting = bench.sending("a", WRITE).value(2).send();

        waiting.cancellation().cancel();

        assertThat(refusal(waiting)).isEqualTo(Reason.CANCELLED);
        object.letGo(1);
        assertThat(outcome(bench.send("a", WRITE))).isInstanceOf(Outcome.Returned.class);
        assertThat(object.log).doesNotContain("write 2");
    }

    @Test
    void aCallThatWasCancelledOnItsWayNeverRuns() {
        bench.export("a", object);
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();

        Sent sent = bench.sending("a", WRITE).send(cancelled);

        assertThat(refusal(sent)).isEqualTo(Reason.CANCELLED);
        assertThat(object.log).isEmpty();
    }

    @Test
    void aCallWhoseDeadlinePassesWhileItWaitsIsRefusedThenAndNeverRuns() {
        bench.export("a", object);
        bench.sending("a", WRITE).value(1).send();
        Sent waiting = bench.sending("a", WRITE)
                .value(2)
                .within(Duration.ofMillis(100))
                .send();

        bench.time.advance(Duration.ofMillis(99));
        assertThat(waiting.outcome()).isNotDone();
        bench.time.advance(Duration.ofMillis(1));

        assertThat(refusal(waiting)).isEqualTo(Reason.DEADLINE_EXCEEDED);
        object.letGo(1);
        assertThat(outcome(bench.send("a", WRITE))).isInstanceOf(Outcome.Returned.class);
        assertThat(object.log).doesNotContain("write 2");
    }

    @Test
    void aCallWhoseDeadlineHasPassedOnArrivalNeverRuns() {
        bench.export("a", object);

        Sent sent = bench.sending("a", WRITE).within(Duration.ZERO).send();

        assertThat(refusal(sent)).isEqualTo(Reason.DEADLINE_EXCEEDED);
        assertThat(object.log).isEmpty();
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
    void tooManyWaitersAtOneObjectAreTurnedAwayWithAHint() {
        bench.close();
        bench = new Bench(settings(Mode.CONCURRENT, 8, 2, 100));
        bench.export("a", object);
        bench.sending("a", WRITE).value(1).send();
        bench.send("a", WRITE);
        bench.send("a", WRITE);

        Sent tooMany = bench.send("a", WRITE);

        assertThat(refusal(tooMany)).isEqualTo(Reason.OVERLOADED);
        assertThat(((Outcome.NotExecuted) outcome(tooMany)).retryAfter()).isPositive();
        object.letGo(1);
    }

    @Test
    void tooManyWaitersInTheHostAreTurnedAway() {
        bench.close();
        bench = new Bench(settings(Mode.CONCURRENT, 1, 100, 2));
        bench.export("a", object);
        bench.export("b", new Steps());
        bench.sending("a", WRITE).value(1).send();
        await().until(() -> object.log.contains("write 1"));
        Sent first = bench.send("b", WRITE);
        Sent second = bench.send("a", WRITE);

        Sent tooMany = bench.send("b", WRITE);

        assertThat(refusal(tooMany)).isEqualTo(Reason.OVERLOADED);
        object.letGo(1);
        assertThat(outcome(first)).isInstanceOf(Outcome.Returned.class);
        assertThat(outcome(second)).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void theHopelessGiveTheirPlacesAwayFirst() {
        bench.close();
        bench = new Bench(settings(Mode.CONCURRENT, 8, 2, 100));
        bench.export("a", object);
        bench.sending("a", WRITE).value(1).send();
        Sent hopeless = bench.sending("a", WRITE).within(Duration.ofMillis(10)).send();
        Sent hopeful = bench.send("a", WRITE);
        bench.time.pass(Duration.ofMillis(20));

        Sent newcomer = bench.send("a", WRITE);

        assertThat(refusal(hopeless)).isEqualTo(Reason.DEADLINE_EXCEEDED);
        assertThat(newcomer.outcome()).isNotDone();
        object.letGo(1);
        assertThat(outcome(hopeful)).isInstanceOf(Outcome.Returned.class);
        assertThat(outcome(newcomer)).isInstanceOf(Outcome.Returned.class);
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
    void drainingLetsInNobodyAndEndsWhenAllAreAnswered() {
        bench.export("a", object);
        Sent running = bench.sending("a", WRITE).value(1).send();
        Sent waiting = bench.send("a", WRITE);
        await().until(() -> object.log.contains("write 1"));

        CompletableFuture<Void> quiet = bench.hosting.drain();
        Sent late = bench.send("a", WRITE);
        Sent ofTheRunning = bench.sending("a", WRITE).servedBy(running.id()).send();

        assertThat(refusal(late)).isEqualTo(Reason.CLOSED);
        assertThat(ofTheRunning.outcome()).isNotDone();
        assertThat(quiet).isNotDone();
        object.letGo(1);
        assertThat(outcome(waiting)).isInstanceOf(Outcome.Returned.class);
        assertThat(outcome(ofTheRunning)).isInstanceOf(Outcome.Returned.class);
        await().untilAsserted(() -> assertThat(quiet).isDone());
    }

    @Test
    void closingRefusesWhoWaits() {
        bench.export("a", object);
        bench.sending("a", WRITE).value(1).send();
        Sent waiting = bench.send("a", WRITE);

        bench.hosting.close();

        assertThat(refusal(waiting)).isEqualTo(Reason.CLOSED);
        object.letGo(1);
    }

    @Test
    void aNameThatIsTakenHereIsRefusedByName() {
        bench.export("a", object);

        assertThatThrownBy(() -> bench.export("a", new Steps()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("object name: a");
    }

    @Test
    void nothingIsLeftBehindByCallsOfAnyEnd() {
        bench.export("a", object);
        for (int i = 0; i < 50; i++) {
            outcome(bench.send("a", WRITE));
            outcome(bench.sending("a", WRITE).within(Duration.ZERO).send());
            outcome(bench.sending("a", WRITE).epoch(9).send());
        }

        CompletableFuture<Void> quiet = bench.hosting.drain();

        await().untilAsserted(() -> assertThat(quiet).isDone());
        assertThat(bench.time.scheduled()).isZero();
        assertThat(bench.hosting.waiting()).isZero();
    }

    private static HostingSettings settings(Mode mode, int running, int perObject, int waiting) {
        return new HostingSettings(mode, running, 64, perObject, waiting, 1 << 20, false, Limits.DEFAULT);
    }

    private static Outcome outcome(Sent sent) {
        try {
            return sent.outcome().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no outcome", e);
        }
    }

    private static Reason refusal(Sent sent) {
        assertThat(outcome(sent)).isInstanceOf(Outcome.NotExecuted.class);
        return ((Outcome.NotExecuted) outcome(sent)).reason();
    }
}
