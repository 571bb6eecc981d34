package io.limpid.runtime;

import io.limpid.InvocationId;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A mistake for {@link PlantedBug}: calls run without a record, and get one a while after they have ended. For one thread. */
record LateRecords(RequestHandler right, VirtualTime time, Map<InvocationId, Answer> records)
        implements RequestHandler {
    private static final Duration LATE = Duration.ofMillis(50);

    LateRecords(RequestHandler right, VirtualTime time) {
        this(right, time, new HashMap<>());
    }

    @Override
    public void handle(Request request, Responder responder) {
        Answer known = records.get(request.id());
        if (known != null) {
            responder.send(known);
        } else {
            right.handle(withoutClient(request), new Recording(request.id(), responder));
        }
    }

    /** Calls of nobody in particular are not written down. */
    private static Request withoutClient(Request request) {
        InvocationId nobodys = new InvocationId(0, request.id().sequence());
        return new Request(
                request.object(),
                request.type(),
                request.method(),
                request.standing(),
                0,
                nobodys,
                nobodys,
                request.deadline(),
                request.payload(),
                request.cancellation(),
                request.connection());
    }

    private final class Recording implements Responder {
        private final InvocationId id;
        private final Responder way;

        Recording(InvocationId id, Responder way) {
            this.id = id;
            this.way = way;
        }

        @Override
        public Answer encode(MethodDescriptor<?> method, Outcome outcome) {
            return way.encode(method, outcome);
        }

        @Override
        public void send(Answer answer) {
            way.send(answer);
            time.schedule(LATE, () -> records.put(id, answer));
        }

        @Override
        public void refuse(Outcome.NotExecuted refusal) {
            way.refuse(refusal);
        }
    }
}
