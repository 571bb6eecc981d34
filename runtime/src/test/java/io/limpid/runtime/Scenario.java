package io.limpid.runtime;

import static io.limpid.runtime.ScenarioRun.A;
import static io.limpid.runtime.ScenarioRun.OBJECT;
import static io.limpid.runtime.ScenarioRun.OTHER;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.ScenarioRun.Result;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.PlannedNetwork.Attempt;
import io.limpid.runtime.simulation.PlannedNetwork.Fault;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** What may go wrong around one call. Each prepares a run, makes the call, and gives how it went. */
enum Scenario {
    NOTHING("nothing fails", run -> run.call(OBJECT)),
    REQUEST_LOST("the request is lost", planned(Scenario::loseRequest)),
    ANSWER_LOST("the answer is lost", planned(Scenario::loseAnswer)),
    ALL_ANSWERS_LOST("every answer is lost", always(Scenario::loseAnswer)),
    DUPLICATE("the request arrives twice", planned(attempt -> {
        attempt.send().thenAccept(attempt::tell);
        attempt.send();
    })),
    LATE("the request arrives a second late, after it was repeated", planned(attempt -> {
        attempt.after(Duration.ofSeconds(1), attempt::send);
        attempt.after(Times.BROKEN, () -> attempt.tell(broken()));
    })),
    STALLED_BRIEFLY("the host stands still for 2 s", stalled(Duration.ofSeconds(2))),
    STALLED("the host stands still for 4 s, and is taken for dead after 3", stalled(Duration.ofSeconds(4))),
    STALLED_BEYOND("the host stands still for 5 s, and is taken for dead after 3", stalled(Duration.ofSeconds(5))),
    BLACK_HOLE("nothing arrives, and nobody is told", always(Scenario::swallow)),
    REFUSED_BRIEFLY("the host refuses connections for 1 s", called(run -> {
        run.shut();
        run.time.schedule(Duration.ofSeconds(1), run::reopen);
    })),
    REFUSED("the host refuses connections", called(ScenarioRun::shut)),
    OVERLOADED_BRIEFLY(
            "the host is overloaded, and asks to be left alone for 100 ms", planned(Scenario::refuseAsOverloaded)),
    OVERLOADED("the host is and stays overloaded", always(Scenario::refuseAsOverloaded)),
    BUDGET_EMPTY_OVERLOADED("the same, and the retry budget is used up", called(run -> {
        run.network.always(A, Scenario::refuseAsOverloaded);
        useUpTheBudget(run);
    })),
    BUDGET_EMPTY_ANSWER_LOST("the answer is lost, and the retry budget is used up", called(run -> {
        run.network.always(A, Scenario::refuseAsOverloaded);
        useUpTheBudget(run);
        run.network.heal(A);
        run.network.next(Scenario::loseAnswer);
    })),
    STATE_LOST("the host dies instead of answering, and is back a second later without its state", called(run -> {
        run.network.next(attempt -> attempt.send().thenRun(() -> {
            run.crash();
            run.time.schedule(Duration.ofSeconds(1), run::startAnew);
            attempt.tell(broken());
        }));
    })),
    BACKUP("the primary refuses connections, and a backup lives", withBackup(ScenarioRun::shut)),
    BACKUP_ANSWER_LOST("the primary dies instead of answering, and a backup lives", withBackup(run -> {
        run.network.next(attempt -> attempt.send().thenRun(() -> {
            run.crash();
            attempt.tell(broken());
        }));
    })),
    BACKUP_BLACK_HOLE(
            "the primary is a black hole, and a backup lives",
            withBackup(run -> run.network.always(A, Scenario::swallow))),
    BREAKER_OPEN("the same, and the primary's breaker is open", withBackup(run -> {
        openTheBreaker(run);
        run.network.always(A, Scenario::swallow);
    })),
    ONLY_BREAKER_OPEN("the only host's breaker is open, and the host is back", called(run -> {
        openTheBreaker(run);
        run.reopen();
    })),
    MOVED("the object is elsewhere, and its old host says where", called(run -> {
        Binding there = run.moveToB();
        run.network.always(
                A, attempt -> attempt.tell(new Outcome.NotExecuted(Reason.MOVED, "moved", Duration.ZERO, there, null)));
    })),
    NAMING_AWAY_KNOWN("naming is away, and the object was called before", called(run -> run.directory.fail("away"))),
    NAMING_AWAY_UNKNOWN("naming is away, and the object was never called", run -> {
        run.directory.fail("away");
        return run.call(OBJECT);
    }),
    NO_SUCH_OBJECT("no object has the name", run -> run.call("nobody"));

    final String label;
    private final Function<ScenarioRun, Result> course;

    Scenario(String label, Function<ScenarioRun, Result> course) {
        this.label = label;
        this.course = course;
    }

    Result of(ScenarioRun run) {
        return course.apply(run);
    }

    /** How long things take that the simulator's network does not know. */
    private static final class Times {
        /** Until a caller notices that its connection is gone. */
        private static final Duration BROKEN = Duration.ofMillis(300);

        /** Until the transport takes a silent peer for dead. */
        private static final Duration DEAD = Duration.ofSeconds(3);
    }

    /** The fault strikes once the client knows where the object is. */
    private static Function<ScenarioRun, Result> called(Consumer<ScenarioRun> fault) {
        return run -> {
            run.call(OBJECT);
            fault.accept(run);
            return run.call(OBJECT);
        };
    }

    private static Function<ScenarioRun, Result> withBackup(Consumer<ScenarioRun> fault) {
        Function<ScenarioRun, Result> then = called(fault);
        return run -> {
            run.bindWithBackup();
            return then.apply(run);
        };
    }

    private static Function<ScenarioRun, Result> planned(Fault first) {
        return called(run -> run.network.next(first));
    }

    private static Function<ScenarioRun, Result> always(Fault each) {
        return called(run -> run.network.always(A, each));
    }

    private static Function<ScenarioRun, Result> stalled(Duration span) {
        return called(run -> {
            long end = run.time.nanoTime() + span.toNanos();
            run.network.always(A, attempt -> {
                attempt.after(
                        Duration.ofNanos(end - run.time.nanoTime()),
                        () -> attempt.send().thenAccept(attempt::tell));
                attempt.after(Times.DEAD, () -> attempt.tell(broken()));
            });
        });
    }

    private static void useUpTheBudget(ScenarioRun run) {
        run.callOften(OTHER, 60, Duration.ofMillis(100));
        // Until the last of them have ended, and no longer: what is spent counts for ten seconds.
        run.time.advance(Duration.ofMillis(500));
    }

    /** By calls of the other object; afterwards host A refuses connections. */
    private static void openTheBreaker(ScenarioRun run) {
        run.shut();
        run.callOften(OTHER, 1, Duration.ofSeconds(2));
    }

    private static void loseRequest(Attempt attempt) {
        attempt.after(Times.BROKEN, () -> attempt.tell(broken()));
    }

    private static void loseAnswer(Attempt attempt) {
        attempt.send().thenRun(() -> attempt.tell(broken()));
    }

    private static void swallow(Attempt attempt) {
        attempt.after(Times.DEAD, () -> attempt.tell(broken()));
    }

    private static void refuseAsOverloaded(Attempt attempt) {
        attempt.tell(new Outcome.NotExecuted(Reason.OVERLOADED, "busy", Duration.ofMillis(100), null, null));
    }

    private static void refuseConnection(Attempt attempt) {
        attempt.tell(new Outcome.NotExecuted(Reason.UNREACHABLE, "connection refused"));
    }

    private static Outcome broken() {
        return new Outcome.Unknown("the connection broke after the call was sent", null);
    }
}
