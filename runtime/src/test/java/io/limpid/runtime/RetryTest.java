package io.limpid.runtime;

import static io.limpid.runtime.ClientPipelineTest.reasonOf;
import static io.limpid.runtime.PipelineRig.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.OutcomeUnknownException;
import io.limpid.RemoteFailureException;
import io.limpid.Strategy;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.simulation.CallForm;
import io.limpid.runtime.simulation.Methods;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which attempts are followed by another, how often, and how late. */
final class RetryTest {
    private final PipelineRig rig = new PipelineRig();

    @BeforeEach
    void aliceIsAtA() {
        rig.aliceAt(1, A);
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCKING, NOT_ALLOWED", "FUTURE, NOT_ALLOWED",
        "BLOCKING, INTERFACE_MISMATCH", "FUTURE, INTERFACE_MISMATCH",
        "BLOCKING, BAD_REQUEST", "FUTURE, BAD_REQUEST"
    })
    void aRefusalThatNothingWouldChangeIsFinal(CallForm form, Reason reason) {
        refuse(reason, Duration.ZERO);

        Throwable failure = form.start(rig.alice(), Methods.BALANCE).failure();

        assertThat(reasonOf(failure)).isEqualTo(reason);
        assertThat(rig.network.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anExactlyOnceCallOfUnknownFateIsRepeatedUnderItsId(CallForm form) {
        rig.network.answer(A, attempt -> new Outcome.Unknown("connection reset after sending", null));

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(5_000);

        assertThat(call.failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(rig.network.attempts()).hasSizeGreaterThan(4);
        assertThat(rig.network.attempts().stream()
                        .map(attempt -> attempt.invocation().id()))
                .containsOnly(new InvocationId(0x3f, 1));
    }

    @ParameterizedTest
    @EnumSource
    void anExactlyOnceCallOfWhichTheHostItselfSaysUnknownIsNotAskedAboutAgain(CallForm form) {
        rig.network.answer(A, attempt -> new Outcome.Unknown("passed on from here", null, true));

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(5_000);

        assertThat(call.failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(rig.network.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whereReplicasAreOneObjectWhatOneLostSightOfIsAskedAgainUnderItsId(CallForm form) {
        AtomicInteger count = new AtomicInteger();
        rig.network.answer(
                A,
                attempt -> count.incrementAndGet() < 5
                        ? new Outcome.Unknown("it does not lead any more", null, true)
                        : new Outcome.Returned(42L));

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT.replicated(Replication.of(Strategy.LOG)));
        rig.advance(5_000);

        assertThat(call.value()).isEqualTo(42);
        assertThat(rig.network.attempts().stream()
                        .map(attempt -> attempt.invocation().id()))
                .hasSize(5)
                .containsOnly(new InvocationId(0x3f, 1));
    }

    @ParameterizedTest
    @EnumSource
    void anExactlyOnceCallIsNeverSentUnderAnotherIdNorToAnotherIncarnation(CallForm form) {
        rig.network.answer(A, attempt -> {
            rig.aliceAt(2, A);
            return new Outcome.Unknown("connection reset after sending", null);
        });
        CallForm.Call moved = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(5_000);
        int before = rig.network.attempts().size();
        rig.network.answer(A, attempt -> {
            rig.ids.adopt(0x40);
            return new Outcome.Unknown("connection reset after sending", null);
        });
        CallForm.Call expired = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(5_000);

        assertThat(moved.failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(expired.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("lease of client 63 has ended");
        assertThat(rig.network.attempts()).hasSize(before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void anExactlyOnceCallWithoutAClientIdIsNeverRepeatedWhenItsFateIsUnknown(CallForm form) {
        rig.ids.end();
        rig.network.answer(A, attempt -> new Outcome.Unknown("connection reset after sending", null));

        Throwable failure = form.start(rig.alice(), Methods.DEPOSIT).failure();

        assertThat(failure).isInstanceOf(OutcomeUnknownException.class);
        assertThat(rig.network.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatableCallOfUnknownFateHasThreeAttemptsAtMost(CallForm form) {
        for (MethodDescriptor<Long> method : List.of(Methods.RENAME, Methods.BALANCE)) {
            int before = rig.network.attempts().size();
            rig.network.answer(A, attempt -> new Outcome.Unknown("connection reset", null));

            CallForm.Call call = form.start(rig.alice(), method);
            rig.advance(5_000);

            assertThat(call.failure()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(rig.network.attempts()).as(method.name()).hasSize(before + 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatableCallOfUnknownFateEndsWithTheFirstAnswer(CallForm form) {
        AtomicInteger count = new AtomicInteger();
        rig.network.answer(
                A,
                attempt -> count.incrementAndGet() < 3
                        ? new Outcome.Unknown("connection reset", null)
                        : new Outcome.Returned(42L));

        CallForm.Call call = form.start(rig.alice(), Methods.RENAME);
        rig.advance(5_000);

        assertThat(call.value()).isEqualTo(42);
        assertThat(count).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource
    void anObjectsExceptionIsAnAnswer(CallForm form) {
        RemoteFailureException thrown = new RemoteFailureException("planted", "f-1");
        rig.network.answer(A, attempt -> new Outcome.Threw(thrown));

        Throwable failure = form.start(rig.alice(), Methods.BALANCE).failure();

        assertThat(failure).isSameAs(thrown);
        assertThat(rig.network.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whoeverTurnsCallsAwayIsAskedThreeTimesAtMostAndNotBeforeItSaid(CallForm form) {
        refuse(Reason.OVERLOADED, Duration.ofMillis(400));

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(399);
        int early = rig.network.attempts().size();
        rig.advance(4_000);

        assertThat(early).isEqualTo(1);
        assertThat(reasonOf(call.failure())).isEqualTo(Reason.OVERLOADED);
        assertThat(call.failure()).hasMessageContaining("planted; not tried again after 3 attempts of this kind [");
        assertThat(rig.network.attempts()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatWantsNoRepetitionNamesADelayBeyondTheDeadline(CallForm form) {
        refuse(Reason.OVERLOADED, Duration.ofDays(1));

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        assertThat(reasonOf(call.failure())).isEqualTo(Reason.OVERLOADED);
        assertThat(call.failure()).hasMessageContaining("not tried again, because 864000");
        assertThat(rig.network.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void callsThatAHostRefusesEndAtOnceWhenItsBudgetIsUsedUp(CallForm form) {
        refuse(Reason.OVERLOADED, Duration.ZERO);
        useUpTheBudget();
        int before = rig.network.attempts().size();

        Throwable failure = form.start(rig.alice(), Methods.DEPOSIT).failure();

        assertThat(reasonOf(failure)).isEqualTo(Reason.OVERLOADED);
        assertThat(failure)
                .hasMessageContaining("planted; not tried again, because the retry budget of a:1 is used up");
        assertThat(rig.network.attempts()).hasSize(before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void attemptsThatReachedNobodyNeedNoBudget(CallForm form) {
        refuse(Reason.OVERLOADED, Duration.ZERO);
        useUpTheBudget();
        rig.network.cut(A);

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(500);
        rig.network.answer(A, attempt -> new Outcome.Returned(5L));
        rig.advance(2_000);

        assertThat(call.value()).isEqualTo(5);
    }

    private void useUpTheBudget() {
        for (int i = 0; i < 60; i++) {
            CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT);
            rig.advance(100);
        }
    }

    @ParameterizedTest
    @EnumSource
    void attemptsThatWereNotSentGoOnUntilThereIsNoTime(CallForm form) {
        long begin = rig.time.nanoTime();
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        rig.advance(5_000);

        assertThat(reasonOf(call.failure())).isEqualTo(Reason.UNREACHABLE);
        assertThat(rig.network.attempts()).hasSizeGreaterThan(5);
        assertThat(rig.network.attempts())
                .allMatch(a -> a.invocation().deadline().nanos() - begin
                        == Duration.ofSeconds(5).toNanos());
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatComesBackWithinTheDeadlineIsOnlyWaitedFor(CallForm form) {
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(2_000);

        rig.network.answer(A, attempt -> new Outcome.Returned(5L));
        rig.advance(1_001);

        assertThat(call.value()).isEqualTo(5);
    }

    /** They elect a leader within a second or two, and need not be waited for longer because they have been asked often. */
    @ParameterizedTest
    @EnumSource
    void serversOfWhichNoneLeadsYetAreAskedAgainSoonHoweverOftenTheyWereAsked(CallForm form) {
        refuse(Reason.MOVED, Duration.ofMillis(50));
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(3_000);
        assertThat(rig.network.attempts()).hasSizeBetween(10, 60);

        rig.network.answer(A, attempt -> new Outcome.Returned(5L));
        rig.advance(211);

        assertThat(call.value()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void noAttemptIsMadeAfterTheDeadline(CallForm form) {
        for (long seed = 0; seed < 20; seed++) {
            PipelineRig seeded = new PipelineRig(seed);
            seeded.aliceAt(1, A);
            long end = seeded.time.nanoTime() + Duration.ofSeconds(5).toNanos();
            List<Long> late = new java.util.concurrent.CopyOnWriteArrayList<>();
            seeded.network.answer(A, attempt -> {
                if (seeded.time.nanoTime() >= end) {
                    late.add(seeded.time.nanoTime());
                }
                return new Outcome.NotExecuted(Reason.UNREACHABLE, "connection refused");
            });

            CallForm.Call call = form.start(seeded.alice(), Methods.DEPOSIT);
            seeded.advance(20_000);

            call.failure();
            assertThat(late).as("seed " + seed).isEmpty();
        }
    }

    private void refuse(Reason reason, Duration retryAfter) {
        rig.network.answer(A, attempt -> new Outcome.NotExecuted(reason, "planted", retryAfter, null, null));
    }
}
