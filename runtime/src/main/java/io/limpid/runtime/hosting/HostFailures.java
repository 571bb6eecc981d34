package io.limpid.runtime.hosting;

import io.limpid.RemoteFailureException;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.transport.Request;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what methods throw into what callers are told: a declared exception is itself, anything else stays here, under an id. */
final class HostFailures {
    private static final Logger LOG = LoggerFactory.getLogger(HostFailures.class);

    /** Causes may form a ring. */
    private static final int MOST_CAUSES = 16;

    /** Parts the ids of this process from those of every other; says nothing about it. */
    private final String origin;

    private final boolean withDetails;
    private final AtomicLong count = new AtomicLong();

    HostFailures(String origin, boolean withDetails) {
        this.origin = origin;
        this.withDetails = withDetails;
    }

    Outcome outcomeOf(Request request, MethodDescriptor<?> method, Throwable thrown) {
        if (method.thrown().declares(thrown)) {
            return new Outcome.Threw(thrown);
        }
        String id = origin + "-" + count.incrementAndGet();
        if (request.cancellation().isCancelled()) {
            // What an interrupted method throws is no news, and nobody waits for it.
            LOG.debug(
                    "failure {}: {} on {} was cancelled [call {}]", id, method, request.object(), request.id(), thrown);
        } else {
            LOG.warn("failure {}: {} on {} failed [call {}]", id, method, request.object(), request.id(), thrown);
        }
        return new Outcome.Threw(new RemoteFailureException(withDetails ? details(thrown) : message(thrown), id));
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? "the method failed without a message" : message;
    }

    private static String details(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        int causes = 0;
        for (Throwable each = thrown; each != null && causes < MOST_CAUSES; each = each.getCause(), causes++) {
            text.append(causes == 0 ? "" : "\ncaused by ").append(each);
            for (StackTraceElement frame : each.getStackTrace()) {
                text.append("\n\tat ").append(frame);
            }
        }
        return text.toString();
    }
}
