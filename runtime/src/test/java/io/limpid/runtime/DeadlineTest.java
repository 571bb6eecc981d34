package io.limpid.runtime;

import static io.limpid.runtime.ClientPipelineTest.reasonOf;
import static io.limpid.runtime.PipelineRig.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.CallForm;
import io.limpid.runtime.simulation.Methods;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a call ends although nobody has answered, and what its caller may then believe. */
final class DeadlineTest {
    private final PipelineRig rig = new PipelineRig();

    @BeforeEach
    void aliceIsAtA() {
        rig.aliceAt(1, A);
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatWasSentAndNotAnsweredIsUnknownAtItsDeadline(CallForm form) {
        rig.network.silence(A);
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        rig.advance(4_999);
        boolean early = call.isDone();
        rig.advance(1 + 10);

        assertThat(early).isFalse();
        assertThat(call.failure())
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        e -> assertThat(e.invocationId()).isEqualTo(new InvocationId(0x3f, 1)));
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatWasNotSentIsNotExecutedAtItsDeadline(CallForm form) {
        rig.directory.hold();
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        rig.advance(5_000);

        assertThat(reasonOf(call.failure())).isEqualTo(Reason.DEADLINE_EXCEEDED);
        rig.directory.release();
        assertThat(rig.network.attempts())
                .as("sent after the caller was told that it was not")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anAttemptThatKnowsItWasNeverSentMaySaySoAtTheDeadline(CallForm form) {
        rig.network.silence(A);
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        var attempt = rig.network.attempts().get(0);
        attempt.invocation()
                .cancellation()
                .onCancel(() ->
                        attempt.answer().complete(new Outcome.NotExecuted(Reason.CANCELLED, "was still connecting")));

        rig.advance(5_000);

        assertThat(reasonOf(call.failure())).isEqualTo(Reason.DEADLINE_EXCEEDED);
        assertThat(call.failure()).hasMessageContaining("the deadline passed; was still connecting");
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEarlierAttemptWasRefusedForIsSaidAlsoIfAnotherIsUnderWayAtTheDeadline(CallForm form) {
        rig.network.answer(A, attempt -> {
            rig.network.silence(A);
            return new Outcome.NotExecuted(Reason.UNREACHABLE, "the TLS handshake failed");
        });
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(4_000);
        var attempt = rig.network.attempts().get(1);
        attempt.invocation()
                .cancellation()
                .onCancel(() ->
                        attempt.answer().complete(new Outcome.NotExecuted(Reason.CANCELLED, "was still connecting")));

        rig.advance(1_000);

        assertThat(call.failure())
                .hasMessageContaining(
                        "the deadline passed; was still connecting; until then: UNREACHABLE, the TLS handshake failed");
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineCancelsWhatIsUnderWay(CallForm form) {
        rig.network.silence(A);
        form.start(rig.alice(), Methods.DEPOSIT);

        rig.advance(5_000);

        assertThat(rig.network.attempts().get(0).invocation().cancellation().isCancelled())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theMethodsOwnSpanOutranksTheClients(CallForm form) {
        rig.network.silence(A);
        CallForm.Call call = form.start(rig.alice(), Methods.QUICK);

        rig.advance(210);

        assertThat(call.failure()).isInstanceOf(OutcomeUnknownException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theStubsOwnSpanOutranksTheMethods(CallForm form) {
        rig.network.silence(A);
        form.start(rig.alice().withTimeout(Duration.ofMillis(50)), Methods.QUICK);
        form.start(rig.alice().withTimeout(Duration.ofSeconds(60)), Methods.QUICK);

        assertThat(rig.network.attempts())
                .extracting(attempt -> attempt.invocation().deadline().remainingNanos(rig.time))
                .containsExactly(
                        Duration.ofMillis(50).toNanos(), Duration.ofSeconds(60).toNanos());
    }

    @Test
    void aSpanThatIsNotGreaterThanZeroIsRefused() {
        assertThatThrownBy(() -> rig.alice().withTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout: PT0S (expected: greater than zero)");
    }

    @Test
    void aCallMadeWhileServingAnotherBelongsToItsChainAndEndsByItsDeadline() {
        rig.network.answer(A, attempt -> new Outcome.Returned(0L));
        InvocationId chain = new InvocationId(9, 9);
        Deadline outer = Deadline.after(Duration.ofMillis(30), rig.time);

        try (var served = new CurrentCall(chain, outer, new Cancellation()).enter()) {
            rig.alice().call(Methods.DEPOSIT, Methods.NONE).value();
            rig.alice().callAsync(Methods.DEPOSIT, Methods.NONE).join();
        }

        assertThat(rig.network.attempts()).hasSize(2).allSatisfy(attempt -> {
            assertThat(attempt.invocation().chain()).isEqualTo(chain);
            assertThat(attempt.invocation().id()).isNotEqualTo(chain);
            assertThat(attempt.invocation().deadline()).isEqualTo(outer);
        });
    }

    @Test
    void aServedCallThatHasMoreTimeDoesNotLengthenItsOwnCalls() {
        rig.network.answer(A, attempt -> new Outcome.Returned(0L));
        Deadline outer = Deadline.after(Duration.ofHours(1), rig.time);

        try (var served = new CurrentCall(new InvocationId(9, 9), outer, new Cancellation()).enter()) {
            rig.alice().call(Methods.DEPOSIT, Methods.NONE).value();
        }

        Invocation sent = rig.network.attempts().get(0).invocation();
        assertThat(sent.deadline().remainingNanos(rig.time))
                .isEqualTo(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void aCallMadeWhileServingAnotherIsCancelledWithIt() {
        rig.network.silence(A);
        Cancellation outer = new Cancellation();
        CompletableFuture<Long> nested;
        try (var served =
                new CurrentCall(new InvocationId(9, 9), Deadline.after(Duration.ofHours(1), rig.time), outer).enter()) {
            nested = rig.alice().callAsync(Methods.DEPOSIT, Methods.NONE);
        }

        outer.cancel();

        assertThat(nested).isCompletedExceptionally();
        assertThat(rig.network.attempts().get(0).invocation().cancellation().isCancelled())
                .isTrue();
    }

    @Test
    void aCallWhoseServedCallHasNoTimeLeftIsNotSent() {
        Deadline over = new Deadline(rig.time.nanoTime());

        try (var served = new CurrentCall(new InvocationId(9, 9), over, new Cancellation()).enter()) {
            assertThatThrownBy(() ->
                            rig.alice().call(Methods.DEPOSIT, Methods.NONE).value())
                    .isInstanceOfSatisfying(
                            NotExecutedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.DEADLINE_EXCEEDED));
        }
        assertThat(rig.network.attempts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void givingUpCancelsTheCallWithoutWaitingForAnything(CallForm form) {
        rig.network.silence(A);
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        call.giveUp();

        Throwable failure = call.failure();
        if (form == CallForm.BLOCKING) {
            assertThat(failure).isInstanceOf(OutcomeUnknownException.class);
            assertThat(call.leftInterrupted()).as("interrupt flag").isTrue();
        } else {
            assertThat(failure).isInstanceOf(CancellationException.class);
        }
        assertThat(rig.network.attempts().get(0).invocation().cancellation().isCancelled())
                .isTrue();
        assertThat(rig.observed).hasSize(1);
        assertThat(rig.time.scheduled()).as("timers left behind").isZero();
    }

    @Test
    void anInterruptBeforeTheSendingLeavesTheCallCertainlyNotExecuted() {
        rig.directory.hold();
        CallForm.Call call = CallForm.BLOCKING.start(rig.alice(), Methods.DEPOSIT);

        call.giveUp();

        assertThat(reasonOf(call.failure())).isEqualTo(Reason.CANCELLED);
        rig.directory.release();
        assertThat(rig.network.attempts()).isEmpty();
    }

    @Test
    void aCallByAThreadThatIsInterruptedAlreadyIsNotSent() {
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));
        Thread.currentThread().interrupt();

        try {
            assertThatThrownBy(() ->
                            rig.alice().call(Methods.DEPOSIT, Methods.NONE).value())
                    .isInstanceOfSatisfying(
                            NotExecutedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(rig.network.attempts()).isEmpty();
    }

    @Test
    void aFutureThatItsHolderCompletesCancelsTheCall() {
        rig.network.silence(A);
        CompletableFuture<Long> future = rig.alice().callAsync(Methods.DEPOSIT, Methods.NONE);

        future.completeExceptionally(new IllegalStateException("the user's own timeout"));

        assertThat(rig.network.attempts().get(0).invocation().cancellation().isCancelled())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerInTimeLeavesNoTimerBehind(CallForm form) {
        rig.network.silence(A);
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        rig.network.attempts().get(0).answer().complete(new Outcome.Returned(3L));

        assertThat(call.value()).isEqualTo(3);
        assertThat(rig.time.scheduled()).isZero();
        assertThat(rig.network.attempts().get(0).invocation().cancellation().isCancelled())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatableCallWhoseFirstAttemptIsUnknownIsNeverCalledNotExecuted(CallForm form) {
        rig.network.silence(A);
        CallForm.Call call = form.start(rig.alice(), Methods.RENAME);
        rig.network.cut(A);
        rig.network.attempts().get(0).answer().complete(new Outcome.Unknown("connection reset", null));

        rig.advance(6_000);

        assertThat(call.failure()).isInstanceOf(OutcomeUnknownException.class);
    }
}
