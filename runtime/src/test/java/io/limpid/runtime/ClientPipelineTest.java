package io.limpid.runtime;

import static io.limpid.runtime.PipelineRig.A;
import static io.limpid.runtime.PipelineRig.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.IdentityInterceptor;
import io.limpid.runtime.failure.BackstopInterceptor;
import io.limpid.runtime.failure.DeadlineInterceptor;
import io.limpid.runtime.failure.RetryInterceptor;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.CallForm;
import io.limpid.runtime.simulation.Methods;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the order of the layers and every reason that the pipeline's file gives for it. */
final class ClientPipelineTest {
    private final PipelineRig rig = new PipelineRig();

    @Test
    void thePipelinePrintsItsLayersInRequestOrder() {
        assertThat(rig.pipeline)
                .hasToString(
                        "backstop -> deadline -> identity -> retry -> locate (cached directory) -> group | failover -> breaker -> attempt"
                                + " -> network");
        assertThat(rig.pipelines.toEndpoint(A, rig.ids))
                .hasToString(
                        "backstop -> deadline -> identity -> retry -> fixed (a:1) -> breaker -> attempt -> network");
    }

    @Test
    void theLayersAboveLocationStandInTheStatedOrder() {
        List<Class<?>> order = rig.pipelines.aboveLocation(rig.ids).stream()
                .map(Object::getClass)
                .collect(Collectors.toList());

        assertThat(order)
                .containsExactly(
                        BackstopInterceptor.class,
                        DeadlineInterceptor.class,
                        IdentityInterceptor.class,
                        RetryInterceptor.class);
    }

    @ParameterizedTest
    @EnumSource
    void allAttemptsOfACallHaveOneId(CallForm form) {
        rig.aliceAt(1, A);

        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);
        rig.advance(500);
        rig.network.answer(A, attempt -> new Outcome.Returned(7L));
        rig.advance(3_000);

        assertThat(call.value()).isEqualTo(7);
        assertThat(rig.network.attempts()).hasSizeGreaterThan(2);
        assertThat(rig.network.attempts()).allMatch(a -> a.invocation().id().equals(new InvocationId(0x3f, 1)));
    }

    @ParameterizedTest
    @EnumSource
    void everyCallHasAnIdOfItsOwn(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(
                A, attempt -> new Outcome.Returned(attempt.invocation().id().sequence()));

        assertThat(form.start(rig.alice(), Methods.DEPOSIT).value()).isEqualTo(1);
        assertThat(form.start(rig.alice(), Methods.DEPOSIT).value()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatServesNoOtherIsItsOwnChain(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(0L));

        form.start(rig.alice(), Methods.DEPOSIT).value();

        Invocation sent = rig.network.attempts().get(0).invocation();
        assertThat(sent.chain()).isEqualTo(sent.id());
    }

    @ParameterizedTest
    @EnumSource
    void aNewAttemptMayFindTheObjectElsewhere(CallForm form) {
        rig.aliceAt(1, A);
        CallForm.Call call = form.start(rig.alice(), Methods.DEPOSIT);

        rig.aliceAt(2, PipelineRig.B);
        rig.network.answer(
                PipelineRig.B,
                attempt -> new Outcome.Returned(attempt.target().standing().epoch()));
        rig.advance(50);

        assertThat(call.value()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aLayersBugEndsTheCallInsteadOfHangingIt(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> {
            throw new IllegalStateException("planted");
        });

        Throwable failure = form.start(rig.alice(), Methods.DEPOSIT).failure();

        // The throw came after the sending had begun, so nothing may be promised.
        assertThat(failure)
                .isInstanceOf(io.limpid.OutcomeUnknownException.class)
                .hasRootCauseMessage("planted");
    }

    @ParameterizedTest
    @EnumSource
    void theObserverIsToldOfEveryEndOnce(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(1L));

        form.start(rig.alice(), Methods.DEPOSIT).value();
        form.start(rig.stub("bank/nobody"), Methods.DEPOSIT).failure();

        assertThat(rig.observed).hasSize(2);
        assertThat(rig.observed.get(1)).isInstanceOf(Outcome.NotExecuted.class);
    }

    @ParameterizedTest
    @EnumSource
    void theObserverLearnsEveryAttemptWithItsPlaceAndEnd(CallForm form) {
        rig.aliceAt(1, A);
        Outcome unknown = new Outcome.Unknown("connection reset", null);
        Outcome returned = new Outcome.Returned(1L);
        rig.network.answer(A, attempt -> rig.network.attempts().size() == 1 ? unknown : returned);
        long begun = rig.time.nanoTime();

        CallForm.Call call = form.start(rig.alice(), Methods.RENAME);
        rig.advance(100);

        assertThat(call.value()).isEqualTo(1);
        Journal journal = rig.observedCalls.get(0).journal();
        assertThat(journal.id()).isEqualTo(new InvocationId(0x3f, 1));
        assertThat(journal.startNanos()).isEqualTo(begun);
        assertThat(journal.latestAttempts())
                .extracting(Journal.Attempt::place, Journal.Attempt::outcome)
                .containsExactly(tuple(A, unknown), tuple(A, returned));
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsWhatIsUnderWayAndRefusesTheRest(CallForm form) {
        rig.aliceAt(1, A);
        rig.network.silence(A);
        CallForm.Call sent = form.start(rig.alice(), Methods.DEPOSIT);
        rig.directory.hold();
        CallForm.Call unsent = form.start(rig.stub("bank/bob"), Methods.DEPOSIT);

        rig.pipelines.close();
        rig.time.advance(Express.PATIENCE);

        assertThat(sent.failure()).isInstanceOf(io.limpid.OutcomeUnknownException.class);
        assertThat(reasonOf(unsent.failure())).isEqualTo(Reason.CLOSED);
        assertThat(reasonOf(form.start(rig.stub(ALICE), Methods.DEPOSIT).failure()))
                .isEqualTo(Reason.CLOSED);
        assertThat(rig.network.attempts()).hasSize(1);
    }

    static Reason reasonOf(Throwable failure) {
        assertThat(failure).isInstanceOf(NotExecutedException.class);
        return ((NotExecutedException) failure).reason();
    }
}
