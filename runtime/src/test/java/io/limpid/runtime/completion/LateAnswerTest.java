package io.limpid.runtime.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.failure.DeadlineInterceptor;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import io.limpid.runtime.simulation.Methods;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An answer that comes when its caller was just told "unknown": what became of the call can be asked all the same. */
final class LateAnswerTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration TOO_LATE = TIMEOUT.plusMillis(20);

    private final VirtualTime time = new VirtualTime();
    private final InvocationIds ids = new InvocationIds(new SplittableRandom(1));
    private final IdentityInterceptor identity = new IdentityInterceptor(ids, time);
    private final DeadlineInterceptor deadlines = new DeadlineInterceptor(time, time);
    private final Pending below = new Pending();
    private final Journal journal = new Journal(0);

    @Test
    void aCallWhoseAnswerCameTooLateIsRemembered() {
        CompletableFuture<Outcome> told = call();

        time.advance(TOO_LATE);
        answer(new Outcome.Returned(5L));

        assertThat(told.join()).isInstanceOf(Outcome.Unknown.class);
        assertThat(ids.session().call(1)).isNotNull();
    }

    @Test
    void aCallThatWasRefusedTooLateIsRemembered() {
        CompletableFuture<Outcome> told = call();

        time.advance(TOO_LATE);
        answer(new Outcome.NotExecuted(Reason.MOVED, "planted"));

        assertThat(told.join()).isInstanceOf(Outcome.Unknown.class);
        assertThat(ids.session().call(1)).isNotNull();
    }

    @Test
    void aCallWhoseAnswerCameInTimeIsNot() {
        CompletableFuture<Outcome> told = call();

        time.advance(TIMEOUT);
        answer(new Outcome.Returned(5L));

        assertThat(told.join()).isEqualTo(new Outcome.Returned(5L));
        assertThat(ids.session().call(1)).isNull();
    }

    @Test
    void anAnswerThatIsOnItsWayIsAwaited() {
        CompletableFuture<Outcome> told = call();

        assertThat(journal.ended()).isTrue();
        time.advance(TOO_LATE);

        assertThat(told).isNotDone();
        answer(new Outcome.Returned(5L));
        assertThat(told.join()).isEqualTo(new Outcome.Returned(5L));
    }

    private CompletableFuture<Outcome> call() {
        ids.adopt(7);
        Invocation invocation = new Invocation(
                new ObjectName("alice"),
                Methods.DEPOSIT,
                Methods.NONE,
                Invocation.UNIDENTIFIED,
                Invocation.UNIDENTIFIED,
                new Deadline(time.nanoTime() + TIMEOUT.toNanos()),
                new Cancellation(),
                journal);
        return deadlines.intercept(
                invocation,
                given -> identity.intercept(given, sent -> {
                    assertThat(journal.begin("a", Standing.NONE)).isNull();
                    return below;
                }));
    }

    private void answer(Outcome outcome) {
        journal.end(outcome);
        below.end(outcome);
    }
}
