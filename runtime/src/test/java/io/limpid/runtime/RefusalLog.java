package io.limpid.runtime;

import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler;
import java.util.List;

/** Writes down why a host refuses calls. For one thread. */
record RefusalLog(RequestHandler host, List<String> refusals) implements RequestHandler {
    @Override
    public void handle(Request request, Responder responder) {
        host.handle(request, new Logging(request, responder));
    }

    private final class Logging implements Responder {
        private final Request request;
        private final Responder way;

        Logging(Request request, Responder way) {
            this.request = request;
            this.way = way;
        }

        @Override
        public Answer encode(MethodDescriptor<?> method, Outcome outcome) {
            return way.encode(method, outcome);
        }

        @Override
        public void send(Answer answer) {
            way.send(answer);
        }

        @Override
        public void refuse(Outcome.NotExecuted refusal) {
            refusals.add(request.id() + ": " + refusal.detail());
            way.refuse(refusal);
        }
    }
}
