package io.limpid.runtime.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How an outcome passes the layers on its way up. */
final class PendingTest {
    private static final Outcome GIVEN = new Outcome.Returned("given");
    private static final int ROUNDS = 20_000;
    private static final int STEPS = 4;

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @Test
    void anOutcomePassesTheStepsInTheOrderInWhichTheyWereLeft() {
        Pending attempt = new Pending();
        CompletableFuture<Outcome> call =
                Pending.through(Pending.through(attempt, new Adding("first")), new Adding("second"));

        attempt.end(GIVEN);

        assertThat(call).isSameAs(attempt).isCompletedWithValue(new Outcome.Returned("given first second"));
    }

    @Test
    void whatIsSaidAfterTheFirstEndIsNotHeard() {
        Pending attempt = new Pending();
        CompletableFuture<Outcome> call = Pending.through(attempt, new Adding("once"));

        attempt.end(GIVEN);
        attempt.end(new Outcome.Returned("again"));

        assertThat(call).isCompletedWithValue(new Outcome.Returned("given once"));
        assertThat(seen).hasSize(1);
    }

    @Test
    void aStepThatIsLeftTooLateIsPassedAllTheSame() {
        Pending attempt = new Pending();
        CompletableFuture<Outcome> below = Pending.through(attempt, new Adding("below"));
        attempt.end(GIVEN);

        CompletableFuture<Outcome> call = Pending.through(below, new Adding("above"));

        assertThat(call).isCompletedWithValue(new Outcome.Returned("given below above"));
    }

    @Test
    void anyOtherFutureMayStandBelow() {
        CompletableFuture<Outcome> plain = new CompletableFuture<>();
        CompletableFuture<Outcome> call = Pending.through(plain, new Adding("above"));

        plain.complete(GIVEN);

        assertThat(call).isCompletedWithValue(new Outcome.Returned("given above"));
    }

    @Test
    void aStepMayGoOnLater() {
        Pending attempt = new Pending();
        Held held = new Held();
        CompletableFuture<Outcome> call = Pending.through(Pending.through(attempt, held), new Adding("above"));

        attempt.end(GIVEN);
        assertThat(call).isNotDone();
        held.letGo(new Outcome.Returned("later"));

        assertThat(call).isCompletedWithValue(new Outcome.Returned("later above"));
    }

    @Test
    void aStepMayGoOnBeforeAnythingHasComeAndWhatIsBelowGoesOnToo() {
        Pending attempt = new Pending();
        Held deadline = new Held();
        CompletableFuture<Outcome> call = Pending.through(
                Pending.through(Pending.through(attempt, new Adding("below")), deadline), new Adding("above"));

        deadline.letGo(new Outcome.Returned("too late"));

        assertThat(call).isCompletedWithValue(new Outcome.Returned("too late above"));
        assertThat(seen).containsExactly("above");
        attempt.end(GIVEN);
        assertThat(call).isCompletedWithValue(new Outcome.Returned("too late above"));
        assertThat(seen).containsExactly("above", "below");
    }

    @Test
    void whatAStepThrowsGoesOnInItsStead() {
        Pending attempt = new Pending();
        IllegalStateException bug = new IllegalStateException("a bug");
        CompletableFuture<Outcome> failing = Pending.through(attempt, new Pending.Step() {
            @Override
            protected void ended(Outcome outcome) {
                throw bug;
            }
        });
        CompletableFuture<Outcome> passed = Pending.through(failing, new Adding("not told"));

        attempt.end(GIVEN);

        assertThat(seen).isEmpty();
        assertThat(passed).isCompletedExceptionally();
        assertThat(passed.handle((outcome, failure) -> failure).join()).isSameAs(bug);
    }

    @Test
    void stepsThatAreLeftWhileTheOutcomeComesAreEachPassedOnceAndInOrder() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            CyclicBarrier together = new CyclicBarrier(2);
            for (int round = 0; round < ROUNDS; round++) {
                Pending attempt = new Pending();
                Future<?> ending = other.submit(() -> {
                    together.await();
                    attempt.end(GIVEN);
                    return null;
                });
                together.await();

                CompletableFuture<Outcome> call = attempt;
                List<String> words = new ArrayList<>(List.of("given"));
                for (int i = 0; i < STEPS; i++) {
                    call = Pending.through(call, new Adding("s" + i));
                    words.add("s" + i);
                }

                ending.get(10, TimeUnit.SECONDS);
                assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(String.join(" ", words)));
            }
        } finally {
            other.shutdownNow();
        }
    }

    /** Goes on at once, with a word more. */
    private final class Adding extends Pending.Step {
        private final String word;

        Adding(String word) {
            this.word = word;
        }

        @Override
        protected void ended(Outcome outcome) {
            seen.add(word);
            goOn(new Outcome.Returned(((Outcome.Returned) outcome).value() + " " + word));
        }
    }

    /** Goes on when it is told to, and with nothing else. */
    private static final class Held extends Pending.Step {
        @Override
        protected void ended(Outcome outcome) {}

        void letGo(Outcome outcome) {
            goOn(outcome);
        }
    }
}
