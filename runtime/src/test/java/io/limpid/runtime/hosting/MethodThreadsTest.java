package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.hosting.MethodThreads.Seat;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets a thread and when. Threads are run by hand: what is started stays until the test ends it. */
final class MethodThreadsTest {
    private final Deque<Runnable> started = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final VirtualTime time = new VirtualTime();

    @Test
    void noMoreMethodsRunThanAllowed() {
        MethodThreads threads = new MethodThreads(started::add, time, 2, 10);

        boolean first = threads.submit(fresh("1"));
        boolean second = threads.submit(fresh("2"));
        boolean third = threads.submit(fresh("3"));

        assertThat(List.of(first, second, third)).containsExactly(true, true, false);
        assertThat(started).hasSize(2);
        started.poll().run();
        assertThat(started).hasSize(2);
    }

    @Test
    void aMethodThatCallsOutMakesRoomForAnother() {
        MethodThreads threads = new MethodThreads(started::add, time, 1, 10);
        Method waiting = fresh("1");
        threads.submit(waiting);
        waiting.onRun = () -> {
            threads.callOutBegan(waiting.seat);
            assertThat(started).hasSize(1);
            started.poll().run();
            threads.callOutEnded(waiting.seat);
        };
        threads.submit(nested("2"));

        started.poll().run();

        assertThat(log).containsExactly("runs 1", "runs 2");
    }

    @Test
    void whoComesInByAMethodThatMakesWayRunsOnItsThreadOnceThatIsOver() {
        MethodThreads threads = new MethodThreads(started::add, time, 10, 10);
        Method first = fresh("1");
        threads.submit(first);
        first.onRun = () -> {
            threads.makeWay(first.seat, () -> {
                threads.submit(fresh("2"));
                threads.submit(fresh("3"));
            });
            log.add("ends 1");
        };

        started.poll().run();

        assertThat(log).containsExactly("runs 1", "ends 1", "runs 2");
        assertThat(started).as("the second finds the thread taken").hasSize(1);
        runAll();
        assertThat(log).last().isEqualTo("runs 3");
    }

    @Test
    void whoComesInWhileAMethodRunsGetsAThreadOfItsOwnBecauseTheMethodMayWaitForIt() {
        MethodThreads threads = new MethodThreads(started::add, time, 10, 10);
        Method first = fresh("1");
        Method elsewhere = fresh("elsewhere");
        threads.submit(elsewhere);
        elsewhere.onRun = () -> {};
        started.poll().run();
        threads.submit(first);
        first.onRun = () -> {
            threads.submit(fresh("2"));
            // A stage of another call is completed by this method, and that call makes way.
            threads.makeWay(elsewhere.seat, () -> threads.submit(fresh("3")));
            assertThat(started).hasSize(2);
        };

        runAll();

        assertThat(log).containsExactly("runs elsewhere", "runs 1", "runs 2", "runs 3");
    }

    @Test
    void whoTookTheThreadOfAMethodThatFailedBadlyRunsAllTheSame() {
        MethodThreads threads = new MethodThreads(started::add, time, 10, 10);
        Method first = fresh("1");
        threads.submit(first);
        first.onRun = () -> {
            threads.makeWay(first.seat, () -> threads.submit(fresh("2")));
            throw new AssertionError("on purpose");
        };

        assertThatThrownBy(() -> started.poll().run()).hasMessage("on purpose");

        runAll();
        assertThat(log).containsExactly("runs 1", "runs 2");
    }

    @Test
    void aCallThatServesAnotherGoesFirst() {
        MethodThreads threads = new MethodThreads(started::add, time, 1, 10);
        threads.submit(fresh("1"));
        threads.submit(fresh("2"));
        threads.submit(nested("3"));

        runAll();

        assertThat(log).containsExactly("runs 1", "runs 3", "runs 2");
    }

    @Test
    void whenEveryThreadWaitsCallsThatServeOthersAreTurnedAwayRatherThanKept() {
        MethodThreads threads = new MethodThreads(started::add, time, 1, 1);
        Method waiting = fresh("1");
        threads.submit(waiting);
        waiting.onRun = () -> {
            threads.submit(nested("early"));
            threads.callOutBegan(waiting.seat);
            threads.submit(nested("late"));
            threads.submit(fresh("2"));
            threads.callOutEnded(waiting.seat);
        };

        runAll();

        assertThat(log).containsExactly("runs 1", "turned away early", "turned away late", "runs 2");
    }

    @Test
    void aForgottenCallIsNotRun() {
        MethodThreads threads = new MethodThreads(started::add, time, 1, 10);
        threads.submit(fresh("1"));
        Method forgotten = fresh("2");
        threads.submit(forgotten);

        threads.forget(forgotten);
        runAll();

        assertThat(log).containsExactly("runs 1");
    }

    @Test
    void aMethodThatEndsWhileItsCallsAreUnderWayLeavesNoRoomTaken() {
        MethodThreads threads = new MethodThreads(started::add, time, 1, 1);
        Method careless = fresh("1");
        threads.submit(careless);
        careless.onRun = () -> threads.callOutBegan(careless.seat);
        runAll();

        threads.callOutEnded(careless.seat);
        threads.submit(fresh("2"));
        boolean third = threads.submit(fresh("3"));

        assertThat(third).isFalse();
        runAll();
        assertThat(log).containsExactly("runs 1", "runs 2", "runs 3");
    }

    @Test
    void aSystemWithoutFurtherThreadsRefusesAndGoesOn() {
        boolean[] exhausted = {true};
        MethodThreads threads = new MethodThreads(
                task -> {
                    if (exhausted[0]) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    started.add(task);
                },
                time,
                1,
                1);
        threads.submit(fresh("1"));
        exhausted[0] = false;

        threads.submit(fresh("2"));
        runAll();

        assertThat(log).containsExactly("turned away 1", "runs 2");
    }

    @Test
    void clientsTakeTurns() {
        MethodThreads threads = new MethodThreads(started::add, time, 1, 10);
        threads.submit(fresh("0"));
        for (String call : List.of("a1", "a2", "a3", "a4", "b1")) {
            Method method = fresh(call);
            method.client = call.charAt(0);
            threads.submit(method);
        }

        runAll();

        assertThat(log).containsExactly("runs 0", "runs a1", "runs b1", "runs a2", "runs a3", "runs a4");
    }

    @Test
    void whoWouldWaitBeyondItsDeadlineIsTurnedAwayAtOnce() {
        MethodThreads threads = new MethodThreads(started::add, time, 1, 10);
        Method slow = fresh("1");
        slow.onRun = () -> time.advance(Duration.ofMillis(10));
        threads.submit(slow);
        threads.submit(fresh("2"));
        started.poll().run();
        threads.submit(fresh("3"));
        Method patient = fresh("patient");
        patient.remaining = Duration.ofMillis(45);
        Method hasty = fresh("hasty");
        hasty.remaining = Duration.ofMillis(55);

        boolean patientDecided = threads.submit(patient);
        boolean hastyDecided = threads.submit(hasty);

        assertThat(patientDecided).isFalse();
        assertThat(hastyDecided).isTrue();
        assertThat(log).containsExactly("runs 1", "turned away hasty");
    }

    private void runAll() {
        for (Runnable task = started.poll(); task != null; task = started.poll()) {
            task.run();
        }
    }

    private Method fresh(String name) {
        return new Method(name, false);
    }

    private Method nested(String name) {
        return new Method(name, true);
    }

    private final class Method implements MethodThreads.Candidate {
        private final String name;
        private final boolean nested;
        private Runnable onRun = () -> {};
        private Object client = "client";
        private Duration remaining = Duration.ofSeconds(5);
        private Seat seat;

        Method(String name, boolean nested) {
            this.name = name;
            this.nested = nested;
        }

        @Override
        public boolean isNested() {
            return nested;
        }

        @Override
        public Object client() {
            return client;
        }

        @Override
        public long remainingNanos() {
            return remaining.toNanos();
        }

        @Override
        public boolean run(Seat given) {
            seat = given;
            log.add("runs " + name);
            onRun.run();
            return true;
        }

        @Override
        public void turnedAway(String reason, long waitNanos) {
            log.add("turned away " + name);
        }
    }
}
