package io.limpid.runtime;

import static io.limpid.runtime.PipelineRig.A;
import static io.limpid.runtime.PipelineRig.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.CallForm;
import io.limpid.runtime.simulation.Methods;
import io.limpid.runtime.stub.StubInvoker;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a failed call says: object, method, id, what is known, its attempts, how much of its time it used, and why it was given up. */
final class MessagesTest {
    private static final Outcome UNKNOWN = new Outcome.Unknown("connection reset after the call was sent", null);

    private final PipelineRig rig = new PipelineRig();

    @BeforeEach
    void aliceIsAtA() {
        rig.aliceAt(3, A);
    }

    @Test
    void nobodyHasTheName() {
        rig.directory.unbind(PipelineRig.ALICE);

        assertThat(failure(Methods.DEPOSIT))
                .isEqualTo(
                        "test.Account.deposit(long) on bank/accounts/alice was not executed (NOT_FOUND): no object has the name"
                                + " bank/accounts/alice [call 3f-1, 0 of 5000 ms, never sent]");
    }

    @Test
    void theHostTurnsItAway() {
        refuse(Reason.OVERLOADED, Duration.ofSeconds(1));

        assertThat(failure(Methods.DEPOSIT))
                .matches(
                        "test.Account.deposit\\(long\\) on bank/accounts/alice was not executed \\(OVERLOADED\\): planted;"
                                + " not tried again after 3 attempts of this kind \\[call 3f-1, 20[0-9]{2} of 5000 ms, 3 attempts:"
                                + " a:1 at epoch 3 did not execute it \\(OVERLOADED: planted\\); .*; .*\\]");
    }

    @Test
    void theHostAsksForMoreTimeThanThereIs() {
        refuse(Reason.OVERLOADED, Duration.ofHours(1));

        assertThat(failure(Methods.DEPOSIT))
                .matches(
                        "test.Account.deposit\\(long\\) on bank/accounts/alice was not executed \\(OVERLOADED\\): planted;"
                                + " not tried again, because 36000[0-9]{2} ms later the deadline will have passed \\[call 3f-1, 0 of"
                                + " 5000 ms, 1 attempt: a:1 at epoch 3 did not execute it \\(OVERLOADED: planted\\)\\]");
    }

    @Test
    void theRetryBudgetIsUsedUp() {
        refuse(Reason.OVERLOADED, Duration.ZERO);
        for (int i = 0; i < 60; i++) {
            CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT);
            rig.advance(100);
        }

        assertThat(failure(Methods.DEPOSIT))
                .isEqualTo(
                        "test.Account.deposit(long) on bank/accounts/alice was not executed (OVERLOADED): planted; not tried"
                                + " again, because the retry budget of a:1 is used up [call 3f-61, 0 of 5000 ms, 1 attempt: a:1 at"
                                + " epoch 3 did not execute it (OVERLOADED: planted)]");
    }

    @Test
    void anEarlierAttemptMayHaveRun() {
        rig.network.answer(A, attempt -> {
            refuse(Reason.BAD_REQUEST, Duration.ZERO);
            return UNKNOWN;
        });

        assertThat(failure(Methods.RENAME))
                .matches(
                        "test.Account.rename\\(String\\) on bank/accounts/alice may or may not have been executed: an earlier"
                                + " attempt was sent and not answered; the last was not executed \\(BAD_REQUEST: planted\\) \\[call 3f-1,"
                                + " [0-9]+ of 5000 ms, 2 attempts: a:1 at epoch 3 is unknown \\(connection reset after the call was"
                                + " sent\\); a:1 at epoch 3 did not execute it \\(BAD_REQUEST: planted\\)\\]");
    }

    @Test
    void noAnswerCameUntilTheDeadline() {
        rig.network.silence(A);

        assertThat(failure(Methods.DEPOSIT))
                .isEqualTo(
                        "test.Account.deposit(long) on bank/accounts/alice may or may not have been executed: the deadline"
                                + " passed before an answer came [call 3f-1, 5010 of 5000 ms, 1 attempt: a:1 at epoch 3 did not"
                                + " answer]");
    }

    @Test
    void aNestedCallHadOnlyWhatWasLeft() {
        rig.network.silence(A);
        CurrentCall served = new CurrentCall(
                new InvocationId(9, 9), Deadline.after(Duration.ofMillis(30), rig.time), new Cancellation());

        String message;
        try (var scope = served.enter()) {
            message = failure(Methods.DEPOSIT);
        }

        assertThat(message)
                .isEqualTo(
                        "test.Account.deposit(long) on bank/accounts/alice may or may not have been executed: the deadline"
                                + " passed before an answer came [call 3f-1, 40 of 30 ms, 1 attempt: a:1 at epoch 3 did not"
                                + " answer]");
    }

    @Test
    void aReplicaWasPassedOverAndTheOtherIsAway() {
        rig.aliceAt(4, A, B);
        rig.network.answer(A, attempt -> UNKNOWN);
        rig.network.answer(B, attempt -> new Outcome.Returned(2L));
        StubInvoker inAHurry = rig.alice().withTimeout(Duration.ofNanos(1));
        for (int i = 0; i < 6; i++) {
            CallForm.FUTURE.start(inAHurry, Methods.DEPOSIT);
        }
        rig.network.cut(B);

        String message =
                CallForm.FUTURE.start(inAHurry, Methods.DEPOSIT).failure().getMessage();

        assertThat(message)
                .matches(
                        "test.Account.deposit\\(long\\) on bank/accounts/alice was not executed \\(UNREACHABLE\\): a:1 was not"
                                + " asked because it has failed lately \\(it is tried again in 5000 ms\\); not tried again, because"
                                + " [0-9]+ ms later the deadline will have passed \\[call 3f-7, 0 of 0 ms, 1 attempt: b:2 at"
                                + " epoch 4 did not execute it \\(UNREACHABLE: connection refused\\)\\]");
    }

    private String failure(MethodDescriptor<Long> method) {
        CallForm.Call call = CallForm.FUTURE.start(rig.alice(), method);
        rig.advance(6_000);
        return call.failure().getMessage();
    }

    private void refuse(Reason reason, Duration retryAfter) {
        rig.network.answer(A, attempt -> new Outcome.NotExecuted(reason, "planted", retryAfter, null, null));
    }
}
