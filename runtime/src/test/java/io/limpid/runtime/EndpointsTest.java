package io.limpid.runtime;

import static io.limpid.runtime.ClientPipelineTest.reasonOf;
import static io.limpid.runtime.PipelineRig.A;
import static io.limpid.runtime.PipelineRig.B;
import static io.limpid.runtime.PipelineRig.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.CallForm;
import io.limpid.runtime.simulation.Methods;
import io.limpid.runtime.stub.StubInvoker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which replicas are called after some have failed. */
final class EndpointsTest {
    private static final Outcome UNKNOWN = new Outcome.Unknown("connection reset", null);

    private final PipelineRig rig = new PipelineRig();

    @ParameterizedTest
    @EnumSource
    void aReplicaThatHasFailedFiveTimesInARowIsPassedOver(CallForm form) {
        rig.aliceAt(1, A, B, C);
        rig.network.answer(A, attempt -> UNKNOWN);
        rig.network.answer(B, attempt -> new Outcome.Returned(2L));
        failAtA(5);

        long value = form.start(rig.alice(), Methods.DEPOSIT).value();

        assertThat(value).isEqualTo(2);
        assertThat(rig.network.places()).containsExactly(A, A, A, A, A, B);
    }

    @Test
    void aReplicaThatIsBackIsCalledAgainAfterItsTime() {
        rig.aliceAt(1, A, B, C);
        rig.network.answer(A, attempt -> UNKNOWN);
        rig.network.answer(B, attempt -> UNKNOWN);
        failAtA(5);
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));

        Throwable meanwhile = CallForm.FUTURE.start(inAHurry(), Methods.DEPOSIT).failure();
        rig.advance(5_001);
        long value = CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT).value();

        assertThat(meanwhile).hasMessageContaining("b:2 at epoch 1");
        assertThat(value).isEqualTo(1);
    }

    @Test
    void theOnlyReplicaIsNeverPassedOver() {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> UNKNOWN);
        failAtA(20);
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));

        assertThat(CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT).value()).isEqualTo(1);
        assertThat(rig.network.attempts()).hasSize(21);
    }

    @Test
    void anObjectPassedByReferenceIsNeverPassedOver() {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> UNKNOWN);
        failAtA(20);
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));

        assertThat(CallForm.FUTURE.start(rig.aliceAlwaysAt(A), Methods.DEPOSIT).value())
                .isEqualTo(1);
    }

    @Test
    void whenMoreThanHalfWouldBePassedOverNoneIs() {
        rig.aliceAt(1, A, B, C);
        rig.network.answer(A, attempt -> UNKNOWN);
        rig.network.answer(B, attempt -> UNKNOWN);
        rig.network.answer(C, attempt -> new Outcome.NotExecuted(Reason.CLOSED, "closing"));
        failAtA(5);
        failAtA(5);

        rig.network.answer(A, attempt -> new Outcome.Returned(1L));

        assertThat(CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT).value()).isEqualTo(1);
    }

    @Test
    void whenHalfIsPassedOverTheOtherHalfServes() {
        rig.aliceAt(1, A, B);
        rig.network.answer(A, attempt -> UNKNOWN);
        rig.network.answer(B, attempt -> new Outcome.NotExecuted(Reason.CLOSED, "closing"));
        failAtA(5);

        Throwable failure = CallForm.FUTURE.start(inAHurry(), Methods.DEPOSIT).failure();

        assertThat(failure).hasMessageContaining("closing");
        assertThat(rig.network.places()).endsWith(A, B);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whoeverAnswersIsNotPassedOver(Outcome answer) {
        rig.aliceAt(1, A, B, C);
        rig.network.answer(A, attempt -> answer);

        for (int i = 0; i < 100; i++) {
            CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT).failure();
        }

        assertThat(rig.network.places()).containsOnly(A).hasSize(100);
    }

    static List<Outcome> answers() {
        Duration tomorrow = Duration.ofDays(1);
        return List.of(
                new Outcome.Threw(new RemoteFailureException("planted", "f-1")),
                new Outcome.NotExecuted(Reason.BAD_REQUEST, "planted"),
                new Outcome.NotExecuted(Reason.NOT_ALLOWED, "planted"),
                // Overload is no failure: to take an overloaded host away would overload the others.
                new Outcome.NotExecuted(Reason.OVERLOADED, "planted", tomorrow, null, null));
    }

    @Test
    void aReplicaThatIsSilentUntilTheDeadlineHasFailed() {
        rig.aliceAt(1, A, B, C);
        rig.network.silence(A);
        rig.network.answer(B, attempt -> new Outcome.Returned(2L));

        for (int i = 0; i < 5; i++) {
            CallForm.Call call = CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT);
            cancelledAttemptsEndUnknown();
            rig.advance(5_100);
            call.failure();
        }

        assertThat(CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT).value()).isEqualTo(2);
    }

    @Test
    void callersThatGiveUpEarlySayNothingAboutTheReplica() {
        rig.aliceAt(1, A, B, C);
        rig.network.silence(A);

        for (int i = 0; i < 20; i++) {
            CallForm.Call call = CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT);
            cancelledAttemptsEndUnknown();
            call.giveUp();
        }

        assertThat(rig.network.places()).containsOnly(A).hasSize(20);
    }

    @Test
    void aRepetitionPrefersAReplicaThatTheCallHasNotMet() {
        rig.aliceAt(1, A, B);
        rig.network.answer(A, attempt -> UNKNOWN);
        rig.network.answer(B, attempt -> new Outcome.Returned(2L));

        CallForm.Call call = CallForm.FUTURE.start(rig.alice(), Methods.BALANCE);
        rig.advance(100);

        assertThat(call.value()).isEqualTo(2);
        assertThat(rig.network.places()).containsExactly(A, B);
    }

    @Test
    void allReplicasAwayIsSaidAsItIs() {
        rig.aliceAt(1, A, B);
        rig.network.answer(A, attempt -> UNKNOWN);
        failAtA(5);

        Throwable failure = CallForm.FUTURE.start(inAHurry(), Methods.DEPOSIT).failure();

        assertThat(reasonOf(failure)).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining("connection refused");
    }

    private void cancelledAttemptsEndUnknown() {
        var latest = rig.network.attempts().get(rig.network.attempts().size() - 1);
        latest.invocation()
                .cancellation()
                .onCancel(() -> latest.answer()
                        .complete(new Outcome.Unknown("the caller stopped waiting after the call was sent", null)));
    }

    private void failAtA(int times) {
        for (int i = 0; i < times; i++) {
            CallForm.FUTURE.start(inAHurry(), Methods.DEPOSIT).failure();
        }
    }

    /** Alice, for calls that have no time for a second attempt. */
    private StubInvoker inAHurry() {
        return rig.alice().withTimeout(Duration.ofNanos(1));
    }
}
