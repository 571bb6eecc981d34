package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.InvocationId;
import io.limpid.runtime.hosting.Bench.Line;
import io.limpid.runtime.hosting.Bench.Sent;
import io.limpid.runtime.invocation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A caller who loses patience while its call runs, and asks again over two connections, makes nothing run twice. */
final class RepeatedWhileRunningTest {
    private static final int CALLS = 10_000;
    private static final int ATTEMPTS = 10;
    private static final Duration RUN = Duration.ofSeconds(2);

    private final Bench bench = Bench.onOneThread();
    private final Counting object = new Counting();
    private final Line[] lines = {new Line(), new Line()};

    @Test
    void aCallThatIsRepeatedWhileItRunsRunsOnceAndAllAttemptsGetItsOneAnswer() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        bench.export("a", object);
        int early = 0;

        for (int call = 1; call <= CALLS; call++) {
            List<Sent> attempts = new ArrayList<>();
            attempts.add(attempt(call, random));
            for (int i = 0; i < ATTEMPTS; i++) {
                // Half of all waits are so long that the last attempts come when the method has ended.
                bench.time.advance(Duration.ofMillis(random.nextInt(500)));
                early += object.ended < call ? 1 : 0;
                attempts.add(attempt(call, random));
            }
            bench.time.advance(RUN);

            Outcome only = new Outcome.Returned(call);
            assertThat(attempts)
                    .as("seed %d, call %d", seed, call)
                    .allSatisfy(sent -> assertThat(sent.outcome()).isCompletedWithValue(only));
        }

        System.out.printf(
                "%d calls, repeated %d times while they ran and %d times afterwards (seed %d): %d runs%n",
                CALLS, early, CALLS * ATTEMPTS - early, seed, object.begun);
        assertThat(object.begun).isEqualTo(CALLS);
        assertThat(bench.hosting.recordedCalls()).isEqualTo(1);
    }

    private Sent attempt(int call, Random random) {
        return bench.sending("a", Probe.LATER)
                .value(call)
                .as(new InvocationId(7, call))
                .acknowledging(call)
                .within(Duration.ofMinutes(1))
                .over(lines[random.nextInt(2)])
                .send();
    }

    /** Answers each run with how many there have been, after its time. */
    private final class Counting implements Probe {
        private int begun;
        private int ended;

        @Override
        public int write(int value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(int value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Integer> later(int value) {
            begun++;
            int answer = begun;
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            bench.time.schedule(RUN, () -> {
                ended++;
                stage.complete(answer);
            });
            return stage;
        }
    }
}
