package io.limpid.runtime;

import static io.limpid.runtime.ClientPipelineTest.reasonOf;
import static io.limpid.runtime.PipelineRig.A;
import static io.limpid.runtime.PipelineRig.ALICE;
import static io.limpid.runtime.PipelineRig.B;
import static io.limpid.runtime.PipelineRig.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.CallForm;
import io.limpid.runtime.simulation.FakeDirectory;
import io.limpid.runtime.simulation.Methods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a call finds its object, and what it learns on the way. */
final class LocationTest {
    private final PipelineRig rig = new PipelineRig();

    @ParameterizedTest
    @EnumSource
    void aBoundReferenceAsksNobody(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));
        form.start(rig.alice(), Methods.DEPOSIT).value();
        rig.directory.fail("naming is down");

        for (int i = 0; i < 100; i++) {
            form.start(rig.alice(), Methods.DEPOSIT).value();
        }

        assertThat(rig.directory.questions()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void ofMoreNamesThanAreRememberedTheOldestNeedsNamingAgain(CallForm form) {
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));
        for (int i = 0; i <= PipelineRig.REMEMBERED_NAMES; i++) {
            rig.directory.bind(FakeDirectory.binding("bank/n" + i, 1, A));
            form.start(rig.stub("bank/n" + i), Methods.DEPOSIT).value();
        }
        rig.directory.fail("naming is down");

        CallForm.Call newest = form.start(rig.stub("bank/n" + PipelineRig.REMEMBERED_NAMES), Methods.DEPOSIT);
        List<CallForm.Call> all = new ArrayList<>();
        for (int i = 0; i <= PipelineRig.REMEMBERED_NAMES; i++) {
            all.add(form.start(rig.stub("bank/n" + i), Methods.DEPOSIT));
        }
        rig.advance(5_000);

        assertThat(newest.value()).isEqualTo(1);
        assertThat(rig.network.attempts()).hasSize(2 * PipelineRig.REMEMBERED_NAMES + 2);
        assertThat(rig.directory.questions().stream().distinct()).hasSize(PipelineRig.REMEMBERED_NAMES + 1);
        assertThat(rig.directory.questions()).hasSizeGreaterThan(PipelineRig.REMEMBERED_NAMES + 1);
    }

    @ParameterizedTest
    @EnumSource
    void aStampedeMakesOneLookup(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));
        rig.directory.hold();
        List<CallForm.Call> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(form.start(rig.alice(), Methods.DEPOSIT));
        }

        rig.directory.release();

        assertThat(calls).allMatch(call -> call.value() == 1);
        assertThat(rig.directory.questions()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aNameThatNobodyHasIsNotFound(CallForm form) {
        Throwable failure = form.start(rig.stub("bank/nobody"), Methods.DEPOSIT).failure();

        assertThat(reasonOf(failure)).isEqualTo(Reason.NOT_FOUND);
        assertThat(failure).hasMessageContaining("no object has the name bank/nobody");
    }

    @ParameterizedTest
    @EnumSource
    void namingThatCannotBeAskedIsReportedAsSuch(CallForm form) {
        rig.directory.fail("naming cannot be asked: connection refused");
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        rig.advance(5_000);

        assertThat(reasonOf(call.failure())).isEqualTo(Reason.UNREACHABLE);
        assertThat(call.failure()).hasMessageContaining("naming cannot be asked: connection refused");
        assertThat(call.failure()).hasMessageContaining("never sent");
    }

    @ParameterizedTest
    @EnumSource
    void aRedirectIsFollowedAtOnceAndRemembered(CallForm form) {
        rig.aliceAt(1, A);
        redirect(A, FakeDirectory.binding(ALICE, 5, B));
        rig.network.answer(
                B, attempt -> new Outcome.Returned(attempt.target().standing().epoch()));

        long first = form.start(rig.alice(), Methods.DEPOSIT).value();
        long second = form.start(rig.alice(), Methods.DEPOSIT).value();

        assertThat(List.of(first, second)).containsOnly(5L);
        assertThat(rig.network.places()).containsExactly(A, B, B);
        assertThat(rig.directory.questions()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anOldRedirectNeverWins(CallForm form) {
        rig.aliceAt(5, B);
        redirect(B, FakeDirectory.binding(ALICE, 3, A));
        rig.network.answer(A, attempt -> new Outcome.Returned(666L));
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        rig.aliceAt(6, C);
        rig.network.answer(C, attempt -> new Outcome.Returned(6L));
        rig.advance(1_000);

        assertThat(call.value()).isEqualTo(6);
        assertThat(rig.network.places()).doesNotContain(A);
    }

    @ParameterizedTest
    @EnumSource
    void aRedirectThatComesLateDoesNotUndoWhatWasLearntMeanwhile(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.silence(A);
        CallForm.Call early = form.start(rig.alice(), Methods.DEPOSIT);
        CallForm.Call late = form.start(rig.alice(), Methods.DEPOSIT);
        rig.network.answer(
                C, attempt -> new Outcome.Returned(attempt.target().standing().epoch()));
        rig.network.attempts().get(0).answer().complete(moved(FakeDirectory.binding(ALICE, 7, C)));

        rig.network.attempts().get(1).answer().complete(moved(FakeDirectory.binding(ALICE, 4, B)));

        assertThat(early.value()).isEqualTo(7);
        assertThat(late.value()).isEqualTo(7);
        assertThat(rig.network.places()).containsExactly(A, A, C, C);
    }

    @ParameterizedTest
    @EnumSource
    void hostsThatPointAtEachOtherAreNotChasedWithoutAPause(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(
                A,
                attempt -> moved(
                        FakeDirectory.binding(ALICE, attempt.target().standing().epoch() + 1, B)));
        rig.network.answer(
                B,
                attempt -> moved(
                        FakeDirectory.binding(ALICE, attempt.target().standing().epoch() + 1, A)));

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        int atOnce = rig.network.attempts().size();
        rig.advance(5_000);

        assertThat(atOnce).isEqualTo(4);
        assertThat(reasonOf(call.failure())).isEqualTo(Reason.MOVED);
        assertThat(rig.network.attempts()).hasSizeLessThan(60);
    }

    @ParameterizedTest
    @EnumSource
    void anUnreachablePlaceMakesTheDirectoryAskedAgain(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));
        form.start(rig.alice(), Methods.DEPOSIT).value();
        rig.network.cut(A);
        rig.aliceAt(2, B);
        rig.network.answer(B, attempt -> new Outcome.Returned(2L));

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(20);

        assertThat(call.value()).isEqualTo(2);
        assertThat(rig.directory.questions()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatRestartsWhileNamingIsDownIsFoundAgain(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));
        form.start(rig.alice(), Methods.DEPOSIT).value();
        rig.network.cut(A);
        rig.directory.fail("naming is down");
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(500);

        rig.network.answer(A, attempt -> new Outcome.Returned(2L));
        rig.advance(1_000);

        assertThat(call.value()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void namingThatDoesNotAnswerHoldsUpADoubtedBindingOnlyShortly(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));
        form.start(rig.alice(), Methods.DEPOSIT).value();
        rig.network.cut(A);
        rig.directory.hold();
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(30);
        rig.network.answer(A, attempt -> new Outcome.Returned(2L));

        rig.advance(500);

        assertThat(call.value()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatNoLongerHasTheObjectLeavesTheLastWordToTheDirectory(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));
        form.start(rig.alice(), Methods.DEPOSIT).value();
        rig.network.answer(A, attempt -> new Outcome.NotExecuted(Reason.NOT_FOUND, "no such object here"));
        rig.aliceAt(2, B);
        rig.network.answer(B, attempt -> new Outcome.Returned(2L));

        CallForm.Call found = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(20);
        long value = found.value();
        rig.network.answer(B, attempt -> new Outcome.NotExecuted(Reason.NOT_FOUND, "no such object here"));
        rig.directory.unbind(ALICE);
        CallForm.Call lost = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(20);

        assertThat(value).isEqualTo(2);
        assertThat(reasonOf(lost.failure())).isEqualTo(Reason.NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatDoesNotHoldYetWhatNamingSaysItHoldsIsAskedAgain(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.NotExecuted(Reason.NOT_FOUND, "no such object here"));
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(1_000);

        rig.aliceAt(2, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(2L));
        rig.advance(1_000);

        assertThat(call.value()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatClosesIsLeftForWhereTheObjectIsNext(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.NotExecuted(Reason.CLOSED, "this host is closing"));
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        rig.aliceAt(2, B);
        rig.network.answer(B, attempt -> new Outcome.Returned(2L));
        rig.advance(1_000);

        assertThat(call.value()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void theNextReplicaTakesWhatSurelyWasNotSent(CallForm form) {
        rig.aliceAt(1, A, B, C);
        rig.network.answer(C, attempt -> new Outcome.Returned(3L));

        form.start(rig.alice(), Methods.DEPOSIT).value();
        form.start(rig.alice(), Methods.DEPOSIT).value();

        assertThat(rig.network.places()).containsExactly(A, B, C, C);
    }

    @ParameterizedTest
    @EnumSource
    void aReplicaThatMayHaveExecutedIsNotFollowedByAnother(CallForm form) {
        rig.aliceAt(1, A, B);
        rig.network.answer(A, attempt -> new Outcome.Unknown("connection reset", null));
        rig.network.answer(B, attempt -> new Outcome.Returned(3L));

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(5_000);
        call.failure();

        assertThat(rig.network.places()).containsOnly(A);
    }

    private void redirect(Endpoint from, Binding to) {
        rig.network.answer(from, attempt -> moved(to));
    }

    private static Outcome moved(Binding to) {
        return new Outcome.NotExecuted(Reason.MOVED, "moved", Duration.ZERO, to, null);
    }
}
