package io.limpid.runtime.failure;

import static io.limpid.runtime.simulation.Methods.BALANCE;
import static io.limpid.runtime.simulation.Methods.DEPOSIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.Methods;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When an object of the caller's own answers, and when it must not. */
final class FallbackInvokerTest {
    private static final Outcome ANSWER = new Outcome.Returned(7L);
    private static final Outcome UNKNOWN = new Outcome.Unknown("no answer", null);

    private final VirtualTime time = new VirtualTime();
    private final Cancellation cancellation = new Cancellation();

    @ParameterizedTest
    @EnumSource
    void itAnswersWhereNobodyWasThereAndNotWhereSomebodyRefused(Reason reason) {
        Outcome refused = new Outcome.NotExecuted(reason, "no");
        boolean answers = EnumSet.of(
                        Reason.UNREACHABLE,
                        Reason.CLOSED,
                        Reason.MOVED,
                        Reason.OVERLOADED,
                        Reason.NOT_FOUND,
                        Reason.DEADLINE_EXCEEDED)
                .contains(reason);

        assertThat(ended(DEPOSIT, refused)).isEqualTo(answers ? ANSWER : refused);
        assertThat(ended(BALANCE, refused)).isEqualTo(answers ? ANSWER : refused);
    }

    @Test
    void whatMayHaveRunAndMustRunOnceIsNotDoneHereToo() {
        assertThat(ended(DEPOSIT, UNKNOWN)).isEqualTo(UNKNOWN);
    }

    @Test
    void whatMayBeRepeatedIsAnsweredAlsoIfItMayHaveRun() {
        assertThat(ended(BALANCE, UNKNOWN)).isEqualTo(ANSWER);
    }

    @Test
    void whoDoesNotWaitAnyMoreGetsNoAnswer() {
        cancellation.cancel();

        assertThat(ended(BALANCE, UNKNOWN)).isEqualTo(UNKNOWN);
    }

    @Test
    void whoHasWaitedUntilTheDeadlineGetsOne() {
        Invocation late = invocation(BALANCE);
        FallbackInvoker invoker = new FallbackInvoker(
                call -> {
                    time.pass(Duration.ofSeconds(5));
                    cancellation.cancel();
                    return CompletableFuture.completedFuture(UNKNOWN);
                },
                call -> 7L,
                time,
                Runnable::run);

        assertThat(invoker.invoke(late).join()).isEqualTo(ANSWER);
    }

    @Test
    void whatTheObjectSaidStands() {
        Outcome threw = new Outcome.Threw(new IllegalStateException("broken"));
        Outcome returned = new Outcome.Returned(1L);

        assertThat(ended(BALANCE, threw)).isEqualTo(threw);
        assertThat(ended(BALANCE, returned)).isEqualTo(returned);
    }

    @Test
    void aClosingClientSaysWhatItWouldHaveSaid() {
        FallbackInvoker invoker =
                new FallbackInvoker(call -> CompletableFuture.completedFuture(UNKNOWN), call -> 7L, time, task -> {
                    throw new RejectedExecutionException("closed");
                });

        assertThat(invoker.invoke(invocation(BALANCE)).join()).isEqualTo(UNKNOWN);
    }

    private Outcome ended(MethodDescriptor<?> method, Outcome outcome) {
        return new FallbackInvoker(call -> CompletableFuture.completedFuture(outcome), call -> 7L, time, Runnable::run)
                .invoke(invocation(method))
                .join();
    }

    private Invocation invocation(MethodDescriptor<?> method) {
        return new Invocation(
                new ObjectName("bank/alice"),
                method,
                Methods.NONE,
                Invocation.UNIDENTIFIED,
                Invocation.UNIDENTIFIED,
                Deadline.after(Duration.ofSeconds(5), time),
                cancellation,
                new Journal(time.nanoTime()));
    }
}
