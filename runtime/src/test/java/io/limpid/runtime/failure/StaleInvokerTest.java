package io.limpid.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.wire.Codecs;
import io.limpid.runtime.wire.ThrownTypes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is remembered of read-only methods, for how long, and how much of it. */
final class StaleInvokerTest {
    private static final Outcome AWAY = new Outcome.NotExecuted(Reason.UNREACHABLE, "nobody there");
    private static final MethodDescriptor<long[]> READ = method(1, Effect.READ_ONLY);
    private static final MethodDescriptor<long[]> WRITE = method(2, Effect.IDEMPOTENT);
    private static final Duration AGE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final StaleInvoker invoker = new StaleInvoker(call -> CompletableFuture.completedFuture(next()), time, AGE);
    private Outcome next = AWAY;

    private Outcome next() {
        return next;
    }

    @Test
    void theLatestResultForTheSameArgumentsIsGivenAgain() {
        answered(READ, "a", 1);
        answered(READ, "b", 2);
        answered(READ, "a", 3);

        assertThat(result(away(READ, "a"))).containsExactly(3);
        assertThat(result(away(READ, "b"))).containsExactly(2);
        assertThat(away(READ, "c")).isEqualTo(AWAY);
    }

    @Test
    void eachCallerGetsAnObjectOfItsOwn() {
        long[] answer = {1};
        next = new Outcome.Returned(answer);
        var unused = call(READ, "a");
        answer[0] = 2;
        long[] first = result(away(READ, "a"));
        first[0] = 3;

        assertThat(result(away(READ, "a"))).containsExactly(1);
    }

    @Test
    void aResultThatIsTooOldIsWorseThanNone() {
        answered(READ, "a", 1);

        time.pass(AGE);
        assertThat(result(away(READ, "a"))).containsExactly(1);
        time.pass(Duration.ofNanos(1));
        assertThat(away(READ, "a")).isEqualTo(AWAY);
    }

    @Test
    void whatChangesSomethingIsNotRemembered() {
        answered(WRITE, "a", 1);

        assertThat(away(WRITE, "a")).isEqualTo(AWAY);
    }

    @Test
    void anAnswerOfTheObjectStandsAlsoIfItIsAnException() {
        answered(READ, "a", 1);
        Outcome threw = new Outcome.Threw(new IllegalStateException("broken"));
        next = threw;

        assertThat(call(READ, "a")).isEqualTo(threw);
    }

    @Test
    void whatWasNotAskedForLongestGoesWhenThereIsTooMuch() {
        int longs = StaleInvoker.MOST_BYTES / 5 / 8;
        answered(READ, "first", new long[longs]);
        for (int i = 0; i < 3; i++) {
            answered(READ, "further " + i, new long[longs]);
        }
        assertThat(result(away(READ, "first"))).hasSize(longs);

        answered(READ, "one more", new long[longs]);

        assertThat(result(away(READ, "first"))).hasSize(longs);
        assertThat(result(away(READ, "one more"))).hasSize(longs);
        assertThat(away(READ, "further 0")).isEqualTo(AWAY);
        assertThat(result(away(READ, "further 1"))).hasSize(longs);
    }

    @Test
    void aResultThatWouldFillItIsNotRemembered() {
        answered(READ, "a", 1);
        answered(READ, "b", new long[StaleInvoker.MOST_BYTES / 8]);

        assertThat(away(READ, "b")).isEqualTo(AWAY);
        assertThat(result(away(READ, "a"))).containsExactly(1);
    }

    private void answered(MethodDescriptor<?> method, String argument, long... answer) {
        next = new Outcome.Returned(answer);
        assertThat(call(method, argument)).isSameAs(next);
    }

    private Outcome away(MethodDescriptor<?> method, String argument) {
        next = AWAY;
        return call(method, argument);
    }

    private static long[] result(Outcome outcome) {
        return (long[]) ((Outcome.Returned) outcome).value();
    }

    private Outcome call(MethodDescriptor<?> method, String argument) {
        return invoker.invoke(new Invocation(
                        new ObjectName("bank/alice"),
                        method,
                        out -> Codecs.STRING.write(out, argument),
                        Invocation.UNIDENTIFIED,
                        Invocation.UNIDENTIFIED,
                        Deadline.after(Duration.ofSeconds(5), time),
                        new Cancellation(),
                        new Journal(time.nanoTime())))
                .join();
    }

    private static MethodDescriptor<long[]> method(int id, Effect effect) {
        return new MethodDescriptor<>(
                new InterfaceId("test.Series"),
                id,
                "values(String)",
                effect,
                null,
                false,
                Codecs.LONG_ARRAY,
                ThrownTypes.NONE);
    }
}
