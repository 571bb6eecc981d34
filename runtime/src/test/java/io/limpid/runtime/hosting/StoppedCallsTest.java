package io.limpid.runtime.hosting;

import static io.limpid.runtime.hosting.Bench.outcome;
import static io.limpid.runtime.hosting.Bench.refusal;
import static io.limpid.runtime.hosting.Bench.settings;
import static io.limpid.runtime.hosting.Probe.LATER;
import static io.limpid.runtime.hosting.Probe.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.hosting.Bench.Sent;
import io.limpid.runtime.hosting.HostingSettings.Mode;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps a call from running or stops its method: callers, deadlines, full rooms, and a host that closes. */
final class StoppedCallsTest {
    private Bench bench = new Bench();
    private final Steps object = new Steps();

    @AfterEach
    void close() {
        bench.close();
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
                        cancellation),
                true,
                Failpoints.NONE);
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
        await().until(() -> object.log.contains("write 1"));

        bench.hosting.close();

        assertThat(refusal(waiting)).isEqualTo(Reason.CLOSED);
        object.letGo(1);
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
}
