package io.limpid.runtime.hosting;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.stub.Stub;
import io.limpid.runtime.transport.Request;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what methods throw into what callers are told: a declared exception is itself, anything else stays here, under an id. */
final class HostFailures {
    private static final Logger LOG = LoggerFactory.getLogger(HostFailures.class);

    /** Causes may form a ring. */
    private static final int MOST_CAUSES = 16;

    /** Below them the frames are not the object's. */
    private static final Set<String> RUNNERS = Set.of(Execution.class.getName(), NearRun.class.getName());

    /** A recursion without end has thousands. */
    private static final int MOST_FRAMES = 128;

    /**
     * What the caller of a relay is asked to wait. The relay has tried for as long as it was worth; and with a delay nobody takes an
     * unreachable object behind this host for this host being unreachable.
     */
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Parts the ids of this process from those of every other; says nothing about it. */
    private final String origin;

    private final boolean withDetails;
    private final AtomicLong count = new AtomicLong();

    HostFailures(String origin, boolean withDetails) {
        this.origin = origin;
        this.withDetails = withDetails;
    }

    /** Gives what the caller is told of what a method of the object threw. */
    Outcome outcomeOf(Request request, MethodDescriptor<?> method, Object object, Throwable thrown) {
        if (thrown instanceof RefusedException refused) {
            return refused.refusal();
        }
        if (thrown instanceof UncertainException uncertain) {
            return new Outcome.Unknown(String.valueOf(uncertain.getMessage()), null);
        }
        if (method.thrown().declares(thrown)) {
            return new Outcome.Threw(thrown);
        }
        Outcome relayed = object instanceof Stub ? relayed(thrown) : null;
        return relayed != null ? relayed : new Outcome.Threw(failure(request, method, thrown));
    }

    /**
     * A stub that was passed on runs nothing of its own: how its call ended is how the call of it ended. Null where it is no end of
     * a call.
     */
    private static @Nullable Outcome relayed(Throwable thrown) {
        if (thrown instanceof NotExecutedException refused) {
            String detail = "passed on from here: " + refused.detail();
            return new Outcome.NotExecuted(refused.reason(), detail, PAUSE, null, null);
        }
        if (thrown instanceof OutcomeUnknownException unknown) {
            return new Outcome.Unknown("passed on from here: " + unknown.getMessage(), null);
        }
        return thrown instanceof RemoteFailureException ? new Outcome.Threw(thrown) : null;
    }

    private RemoteFailureException failure(Request request, MethodDescriptor<?> method, Throwable thrown) {
        String id = origin + "-" + count.incrementAndGet();
        if (request.cancellation().isCancelled()) {
            // What an interrupted method throws is no news, and nobody waits for it.
            LOG.debug(
                    "failure {}: {} on {} was cancelled [call {}]", id, method, request.object(), request.id(), thrown);
        } else {
            LOG.warn("failure {}: {} on {} failed [call {}]", id, method, request.object(), request.id(), thrown);
        }
        return withDetails ? detailed(thrown, id, MOST_CAUSES) : new RemoteFailureException(message(thrown), id);
    }

    /** The method has run; so nobody may take the end of a call that it made for the end of its own. */
    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null) {
            return "the method failed without a message";
        }
        boolean ofCall = thrown instanceof NotExecutedException || thrown instanceof OutcomeUnknownException;
        return ofCall ? "the method failed because of a call that it made: " + message : message;
    }

    private static RemoteFailureException detailed(Throwable thrown, String id, int mostCauses) {
        RemoteFailureException failure = new RemoteFailureException(thrown.toString(), id, frames(thrown));
        Throwable cause = thrown.getCause();
        if (cause != null && mostCauses > 0) {
            failure.initCause(detailed(cause, id, mostCauses - 1));
        }
        return failure;
    }

    /** The object's own frames; those below it, which called the method, are the same for every failure. */
    private static StackTraceElement[] frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !RUNNERS.contains(frame.getClassName()))
                .limit(MOST_FRAMES)
                .toArray(StackTraceElement[]::new);
    }
}
