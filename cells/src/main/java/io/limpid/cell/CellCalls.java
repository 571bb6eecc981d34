package io.limpid.cell;

import io.limpid.NotExecutedException.Reason;
import io.limpid.RemoteFailureException;
import io.limpid.log.LogException;
import io.limpid.log.LogUnavailableException;
import io.limpid.log.ReplicatedLog;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.hosting.Sequencer;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler.Responder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the calls that arrive for one object of a cell at this host: into the log what may change it, to the state machine, once it is known
 * to be up to date, what only reads; at once what may be answered by a state as old as this host's. Thread-safe.
 */
final class CellCalls implements Sequencer {
    private static final Logger LOG = LoggerFactory.getLogger(CellCalls.class);

    /** A log that is full, or has no leader, is worth asking again soon. */
    private static final Duration RETRY_AFTER = Duration.ofMillis(50);

    private final ReplicatedLog log;
    private final Freshness freshness;

    /** Run what may wait for the log. */
    private final Executor tasks;

    private final Clock clock;
    private final RandomGenerator random;

    CellCalls(ReplicatedLog log, Freshness freshness, Executor tasks, Clock clock, RandomGenerator random) {
        this.log = log;
        this.freshness = freshness;
        this.tasks = tasks;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void take(Request request, MethodDescriptor<?> method, Responder responder) {
        if (request.deadline().hasPassed(clock)) {
            responder.refuse(
                    new NotExecuted(Reason.DEADLINE_EXCEEDED, "the deadline passed before the call went into the log"));
            return;
        }
        byte[] entry =
                CellEntry.of(request, clock.wallTime(), random.nextLong()).toBytes();
        CompletableFuture<byte[]> pending;
        try {
            // A question settles that a call which has not come never runs, and that goes into the log.
            boolean reads = method.effect() == Effect.READ_ONLY && method.id() != Question.METHOD;
            pending = !reads ? log.submit(entry) : isFreshEnough(method) ? askHere(entry) : log.query(entry);
        } catch (IllegalArgumentException e) {
            responder.refuse(
                    new NotExecuted(Reason.BAD_REQUEST, "the call does not fit into the log: " + e.getMessage()));
            return;
        }
        var unused = pending.whenComplete((answer, failure) -> {
            if (failure == null) {
                CellAnswer.send(answer, responder);
            } else {
                failed(request, method, responder, unwrapped(failure));
            }
        });
    }

    /** To be asked before the object is: what it has then it has afterwards, too. */
    private boolean isFreshEnough(MethodDescriptor<?> method) {
        Duration stale = method.replication().stale();
        return !stale.isZero() && freshness.isWithin(stale);
    }

    private CompletableFuture<byte[]> askHere(byte[] entry) {
        try {
            return CompletableFuture.supplyAsync(() -> log.queryHere(entry), tasks)
                    .thenCompose(answer -> answer);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new LogUnavailableException("The cell is closed here", e));
        }
    }

    private void failed(Request request, MethodDescriptor<?> method, Responder responder, Throwable failure) {
        if (!(failure instanceof LogException lost)) {
            LOG.error("{} on {} failed in the cell; this is a bug", method, request.object(), failure);
            responder.respond(method, new Outcome.Threw(new RemoteFailureException("the cell failed: " + failure, "")));
        } else if (lost.mayBeApplied()) {
            responder.respond(method, new Outcome.Unknown(String.valueOf(lost.getMessage()), null));
        } else {
            responder.refuse(refusal(request, lost));
        }
    }

    /** Where it does not lead, callers go on to the next replica. */
    private NotExecuted refusal(Request request, LogException lost) {
        boolean stopped = log.terminated().isDone();
        Reason reason = stopped ? Reason.CLOSED : log.isLeader() ? Reason.OVERLOADED : Reason.MOVED;
        return new NotExecuted(
                reason,
                "the log of " + request.object() + " did not take the call here: " + lost.getMessage(),
                stopped ? Duration.ZERO : RETRY_AFTER,
                null,
                null);
    }

    private static Throwable unwrapped(@Nullable Throwable failure) {
        if (failure == null) {
            throw new IllegalArgumentException("failure: null");
        }
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
