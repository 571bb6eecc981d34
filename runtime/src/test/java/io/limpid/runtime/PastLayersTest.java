package io.limpid.runtime;

import static io.limpid.runtime.PipelineRig.A;
import static io.limpid.runtime.PipelineRig.ALICE;
import static io.limpid.runtime.PipelineRig.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.OutcomeUnknownException;
import io.limpid.Strategy;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.invocation.Acknowledged;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.simulation.CallForm;
import io.limpid.runtime.simulation.FakeDirectory;
import io.limpid.runtime.simulation.FakeNetwork.Attempt;
import io.limpid.runtime.simulation.Methods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that takes the way past the layers ends as it would have through them. */
final class PastLayersTest {
    private static final Outcome.Returned RETURNED = new Outcome.Returned(1L);

    private final PipelineRig rig = new PipelineRig();

    private static Outcome refused(Reason reason, @Nullable Binding redirect) {
        return new Outcome.NotExecuted(reason, "as planned", Duration.ZERO, redirect, null);
    }

    private List<InvocationId> ids() {
        return rig.network.attempts().stream()
                .map(attempt -> attempt.invocation().id())
                .toList();
    }

    private Attempt attempt(int number) {
        return rig.network.attempts().get(number);
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatIsAnsweredAtOnceLeavesNothingBehind(CallForm form) {
        rig.aliceIsKnownAt(1, A);
        rig.network.answer(A, attempt -> RETURNED);

        for (MethodDescriptor<Long> method : List.of(Methods.DEPOSIT, Methods.BALANCE, Methods.DEPOSIT)) {
            assertThat(form.start(rig.alice(), method).value()).isEqualTo(1);
        }

        assertThat(rig.lanes.rides()).isEqualTo(3);
        assertThat(rig.directory.questions()).isEmpty();
        assertThat(ids())
                .containsExactly(new InvocationId(0x3f, 1), new InvocationId(0x3f, 2), new InvocationId(0x3f, 3));
        assertThat(rig.observed).containsExactly(RETURNED, RETURNED, RETURNED);
        assertThat(rig.observedCalls.get(2).journal().attempts()).isEqualTo(1);
        assertThat(rig.time.scheduled()).isZero();
        assertThat(attempt(1).invocation().journal().acknowledged()).isSameAs(Acknowledged.NOTHING);
        assertThat(attempt(2).invocation().journal().acknowledged().ofClient()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUnderWayIsNotAcknowledged(CallForm form) {
        rig.aliceIsKnownAt(1, A);
        rig.network.silence(A);

        CallForm.Call first = form.start(rig.alice(), Methods.DEPOSIT);
        CallForm.Call second = form.start(rig.alice(), Methods.DEPOSIT);
        attempt(1).answer().complete(RETURNED);

        assertThat(second.value()).isEqualTo(1);
        assertThat(attempt(1).invocation().journal().acknowledged().ofClient()).isEqualTo(1);
        attempt(0).answer().complete(RETURNED);
        assertThat(first.value()).isEqualTo(1);
        assertThat(attempt(1).invocation().journal().acknowledged().ofClient()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsFollowedByAnotherAttemptUnderTheSameId(CallForm form) {
        rig.aliceIsKnownAt(1, A);
        rig.network.answer(A, attempt -> refused(Reason.MOVED, FakeDirectory.binding(ALICE, 5, B)));
        AtomicInteger count = new AtomicInteger();
        rig.network.answer(B, attempt -> count.incrementAndGet() < 3 ? refused(Reason.OVERLOADED, null) : RETURNED);

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(1_000);

        assertThat(call.value()).isEqualTo(1);
        assertThat(rig.network.places()).containsExactly(A, B, B, B);
        assertThat(ids()).containsOnly(new InvocationId(0x3f, 1));
        assertThat(rig.lanes.rides()).isEqualTo(1);
        assertThat(attempt(3).invocation().journal().attempts()).isEqualTo(4);
        assertThat(rig.observed).containsExactly(RETURNED);
    }

    @ParameterizedTest
    @EnumSource
    void anExceptionOfTheMethodArrivesAsItself(CallForm form) {
        rig.aliceIsKnownAt(1, A);
        IllegalStateException thrown = new IllegalStateException("closed account");
        rig.network.answer(A, attempt -> new Outcome.Threw(thrown));

        assertThat(form.start(rig.alice(), Methods.DEPOSIT).failure()).isSameAs(thrown);
        assertThat(rig.time.scheduled()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotAnsweredSoonEndsAtItsDeadlineAndCanBeAskedAbout(CallForm form) {
        rig.aliceIsKnownAt(1, A);
        rig.network.silence(A);

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(4_999);
        assertThat(call.isDone()).isFalse();
        rig.advance(100);

        assertThat(call.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("the deadline passed")
                .hasMessageContaining("1 attempt: a:1 at epoch 1");
        assertThat(attempt(0).invocation().cancellation().isCancelled()).isTrue();
        attempt(0).answer().complete(RETURNED);
        // Its client does not have the answer, and so must not acknowledge it.
        rig.network.answer(A, attempt -> RETURNED);
        assertThat(form.start(rig.alice(), Methods.DEPOSIT).value()).isEqualTo(1);
        assertThat(attempt(1).invocation().journal().acknowledged().ofObject()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSentIsNotSaidNotToHaveRunHoweverLateItsEndIsKnown(CallForm form) {
        rig.aliceIsKnownAt(1, A);
        rig.network.silence(A);
        rig.lanes.sleep();
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        rig.advance(60_000);
        attempt(0).answer().complete(new Outcome.Unknown("the connection broke", null));
        rig.advance(1_000);

        assertThat(call.failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(rig.network.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatTakesLongerThanMostArrives(CallForm form) {
        rig.aliceIsKnownAt(1, A);
        rig.network.silence(A);

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.time.advance(Express.PATIENCE.multipliedBy(3));
        attempt(0).answer().complete(RETURNED);

        assertThat(call.value()).isEqualTo(1);
        assertThat(rig.network.attempts()).hasSize(1);
        assertThat(rig.observed).containsExactly(RETURNED);
        assertThat(rig.time.scheduled()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void givingUpTellsTheHostAtOnce(CallForm form) {
        rig.aliceIsKnownAt(1, A);
        rig.network.silence(A);
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        call.giveUp();

        Throwable failure = call.failure();
        assertThat(attempt(0).invocation().cancellation().isCancelled()).isTrue();
        assertThat(rig.network.attempts()).hasSize(1);
        if (form == CallForm.BLOCKING) {
            assertThat(failure).isInstanceOf(OutcomeUnknownException.class);
            assertThat(call.leftInterrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSentAgainOnceTheLeaseHasEnded(CallForm form) {
        rig.aliceIsKnownAt(1, A);
        rig.network.silence(A);
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        rig.ids.adopt(0x40);
        attempt(0).answer().complete(new Outcome.Unknown("the connection broke", null));
        rig.advance(5_000);

        assertThat(call.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("lease of client 63 has ended");
        assertThat(rig.network.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aBugOfTheTransportEndsTheCall(CallForm form) {
        rig.aliceIsKnownAt(1, A);
        rig.network.answer(A, attempt -> {
            throw new IllegalStateException("planted");
        });

        assertThat(form.start(rig.alice(), Methods.DEPOSIT).failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("planted");
    }

    @Test
    void callsThatNeedALayerGoThroughThem() {
        rig.network.answer(A, attempt -> RETURNED);
        rig.network.answer(B, attempt -> RETURNED);
        rig.aliceAt(1, A);
        assertThat(CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT).value()).isEqualTo(1);
        rig.aliceIsKnownAt(2, A, B);
        assertThat(CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT).value()).isEqualTo(1);
        rig.aliceIsKnownAt(3, A);
        var hurried = rig.alice().withTimeout(Express.PATIENCE);
        assertThat(CallForm.FUTURE.start(hurried, Methods.DEPOSIT).value()).isEqualTo(1);

        assertThat(rig.lanes.rides()).isZero();
        assertThat(rig.network.attempts()).hasSize(3);
    }

    @Test
    void whoHasMoreUnderWayThanAnObjectTakesWaitsForItsTurn() {
        rig.aliceIsKnownAt(1, A);
        rig.network.silence(A);
        List<CallForm.Call> calls = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            calls.add(CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT));
        }
        assertThat(rig.network.attempts()).hasSizeLessThan(600);

        for (int i = 0; i < 600; i++) {
            attempt(i).answer().complete(RETURNED);
        }

        assertThat(calls).allMatch(call -> call.value() == 1);
    }

    @Test
    void aPlaceThatHasFailedLatelyIsWatchedByTheLayers() {
        rig.aliceIsKnownAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Unknown("it broke", null));
        for (int i = 0; i < 5; i++) {
            assertThat(CallForm.FUTURE.start(rig.alice(), Methods.BALANCE).isDone())
                    .isFalse();
            rig.advance(1);
        }
        rig.advance(60_000);
        int rides = rig.lanes.rides();

        rig.network.answer(A, attempt -> RETURNED);
        assertThat(CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT).value()).isEqualTo(1);

        assertThat(rig.lanes.rides()).isEqualTo(rides);
    }

    @Test
    void aPlaceThatAnswersInBetweenIsNotGivenUp() {
        rig.aliceIsKnownAt(1, A);
        MethodDescriptor<Long> once = Methods.BALANCE.replicated(Replication.of(Strategy.FAILFAST));
        for (int i = 1; i <= 15; i++) {
            boolean fails = i % 5 != 0;
            rig.network.answer(A, attempt -> fails ? new Outcome.Unknown("it broke", null) : RETURNED);
            assertThat(CallForm.FUTURE.start(rig.alice(), once).isDone()).isTrue();
        }

        assertThat(rig.lanes.rides()).isEqualTo(15);
    }

    @Test
    void oneWhoGivesUpAndTheAnswerMeetInOneEnd() throws Exception {
        rig.aliceIsKnownAt(1, A);
        rig.network.silence(A);
        AtomicInteger ends = new AtomicInteger();
        for (int i = 0; i < 2_000; i++) {
            CompletableFuture<Long> call = rig.alice().callAsync(Methods.BALANCE, Methods.NONE);
            CompletableFuture<Void> end = call.handle((value, failure) -> {
                ends.incrementAndGet();
                return null;
            });
            Attempt sent = attempt(i);
            CyclicBarrier start = new CyclicBarrier(2);
            Thread other = new Thread(() -> {
                await(start);
                call.cancel(true);
            });
            other.start();
            await(start);
            sent.answer().complete(RETURNED);
            other.join();
            end.get(10, TimeUnit.SECONDS);
        }

        assertThat(ends).hasValue(2_000);
        assertThat(rig.time.scheduled()).isZero();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
