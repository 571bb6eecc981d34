package io.limpid.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pipeline;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.location.FixedInvoker;
import io.limpid.runtime.simulation.Methods;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What retries do to a host that is in trouble, over minutes of virtual time. */
final class RetryStormTest {
    private static final Endpoint HOST = new Endpoint("a", 1);
    private static final int CALLS_A_SECOND = 800;
    private static final Duration WORK = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int SEEDS = 20;

    /** A host that stays down takes far longer to simulate, and one seed is as good as another. */
    private static final int SEEDS_OF_CONTROL = 5;

    private final VirtualTime time = new VirtualTime();

    @Test
    void aHostAtFourFifthsOfItsCapacityRecoversFromAStall() {
        List<Long> down = seedsThatStayDown(SEEDS, true);

        assertThat(down).as("seeds that have not recovered").isEmpty();
    }

    /** The control: without it the test above would prove nothing. */
    @Test
    void withoutABudgetItNeverRecovers() {
        List<Long> down = seedsThatStayDown(SEEDS_OF_CONTROL, false);

        assertThat(down).as("seeds that have not recovered").hasSize(SEEDS_OF_CONTROL);
    }

    private static List<Long> seedsThatStayDown(int seeds, boolean budgeted) {
        return LongStream.rangeClosed(1, seeds)
                .filter(seed -> !new RetryStormTest().recovers(seed, budgeted))
                .boxed()
                .toList();
    }

    /** Ten good seconds, five in which the host stands still, thirty to recover; then nearly every call must be answered. */
    private boolean recovers(long seed, boolean budgeted) {
        FifoHost host = new FifoHost(time, WORK, PATIENCE);
        Load load = new Load(host, seed, budgeted ? time : new Leaping());
        load.run(Duration.ofSeconds(10));
        host.stall();
        load.run(Duration.ofSeconds(5));
        host.recover();
        load.run(Duration.ofSeconds(30));
        long asked = load.asked;
        long answered = load.answered;
        load.run(Duration.ofSeconds(5));
        return load.answered - answered >= 0.99 * (load.asked - asked);
    }

    @Test
    void aBackEndThatOnlyFailsIsNotAskedMuchMoreOftenThanItIsCalled() {
        for (Outcome failure : List.of(
                new Outcome.Unknown("connection reset", null),
                new Outcome.NotExecuted(Reason.OVERLOADED, "too many"))) {
            AtomicLong attempts = new AtomicLong();
            Load load = new Load(
                    (invocation, target) -> {
                        attempts.incrementAndGet();
                        return CompletableFuture.completedFuture(failure);
                    },
                    7,
                    time);
            load.run(Duration.ofSeconds(10));

            for (int window = 1; window < 6; window++) {
                long before = attempts.get();
                long asked = load.asked;
                load.run(Duration.ofSeconds(10));
                assertThat((double) (attempts.get() - before) / (load.asked - asked))
                        .as("attempts for each call in window " + window)
                        .isLessThanOrEqualTo(1.1);
            }
            assertThat(load.mostAttempts).isLessThanOrEqualTo(3);
        }
    }

    /** Time for a budget that must never end: between any two looks at it a whole window has passed. */
    private static final class Leaping implements Clock {
        private final AtomicLong looks = new AtomicLong();

        @Override
        public long nanoTime() {
            return looks.incrementAndGet() * TimeUnit.MINUTES.toNanos(1);
        }

        @Override
        public Instant wallTime() {
            return Instant.EPOCH;
        }
    }

    /** Callers who neither slow down nor give up because others have failed. */
    private final class Load {
        private final Random random;
        private final Invoker pipeline;
        private long asked;
        private long answered;
        private int mostAttempts;

        Load(TargetInvoker host, long seed, Clock budgets) {
            random = new Random(seed);
            RetryInterceptor retry =
                    new RetryInterceptor(new RetryBudgets(budgets), Backoff.OF_CALLS, time, time, random);
            pipeline = Pipeline.of(List.of(retry), new FixedInvoker(HOST, new AttemptInvoker(host)));
            next();
        }

        void run(Duration span) {
            time.advance(span);
        }

        private void next() {
            double seconds = -Math.log(1 - random.nextDouble()) / CALLS_A_SECOND;
            time.schedule(Duration.ofNanos((long) (seconds * 1e9)), () -> {
                call();
                next();
            });
        }

        private void call() {
            asked++;
            Journal journal = new Journal(time.nanoTime());
            Invocation invocation = new Invocation(
                    new ObjectName("bank/accounts/alice"),
                    Methods.RENAME,
                    Methods.NONE,
                    Invocation.UNIDENTIFIED,
                    Invocation.UNIDENTIFIED,
                    Deadline.after(Duration.ofSeconds(5), time),
                    new Cancellation(),
                    journal);
            CompletableFuture<Void> unused = pipeline.invoke(invocation).thenAccept(outcome -> {
                answered += outcome instanceof Outcome.Returned ? 1 : 0;
                mostAttempts = Math.max(mostAttempts, journal.attempts());
            });
        }
    }
}
