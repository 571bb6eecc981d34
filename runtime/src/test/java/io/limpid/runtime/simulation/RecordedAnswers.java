package io.limpid.runtime.simulation;

import io.limpid.Fate;
import io.limpid.InvocationId;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.completion.Told;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.stub.Skeleton;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asks hosts, in the moment in which they answer a call, what became of that call: an answer must be written down before it is sent. Who
 * repeats the call would not notice, because a run that has ended and is not written down tells the same; who asks, or moves the object,
 * would. For one thread.
 */
public final class RecordedAnswers {
    /** A question comes after its call; no client comes so far. */
    private static final long LATER = 1L << 47;

    private final Skeleton<?> skeleton;
    private final List<String> complaints = new ArrayList<>();
    private boolean asking;

    /** Makes one for the objects of a kind. */
    public RecordedAnswers(Skeleton<?> skeleton) {
        this.skeleton = skeleton;
    }

    /** The same host, looked at. */
    public RequestHandler of(RequestHandler host) {
        return (request, responder) -> host.handle(request, new Witness(host, request, responder));
    }

    /** Whether a host is being asked, which is no part of the run. */
    public boolean isAsking() {
        return asking;
    }

    /** Everything that was answered and was not written down so. */
    public List<String> complaints() {
        return complaints;
    }

    private record Sent(Request call, MethodDescriptor<?> method, Answer answer) {
        Request question() {
            PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
            new Question(call.id().sequence(), 0).writeTo(out);
            return new Request(
                    call.object(),
                    call.type(),
                    Question.METHOD,
                    call.standing(),
                    0,
                    new InvocationId(call.id().clientId(), LATER),
                    call.chain(),
                    call.deadline(),
                    out.toBytes(),
                    new Cancellation(),
                    call.connection());
        }

        /** It may be forgotten: this may answer a late repetition, while the client has the answer. */
        boolean agreesWith(Fate fate) {
            Outcome[] outcome = new Outcome[1];
            new SimulatedAnswer(method, decoded -> outcome[0] = decoded).send(answer);
            if (outcome[0] instanceof Outcome.Returned returned) {
                return fate instanceof Fate.Forgotten
                        || (fate instanceof Fate.Returned kept && Objects.equals(returned.value(), kept.result()));
            }
            // What is unknown is the answer where there is no record any more.
            return !(outcome[0] instanceof Outcome.Threw)
                    || fate instanceof Fate.Forgotten
                    || fate instanceof Fate.Threw;
        }
    }

    private void check(RequestHandler host, Sent sent) {
        asking = true;
        try {
            host.handle(sent.question(), new SimulatedAnswer(Question.methodOf(sent.call.type()), told -> {
                // Otherwise it is refused: the object is not here any more.
                if (told instanceof Outcome.Returned returned) {
                    Fate fate = ((Told) Objects.requireNonNull(returned.value())).of(sent.method);
                    if (!sent.agreesWith(fate)) {
                        complaints.add("call " + sent.call.id() + " was answered " + sent.answer.head()
                                + ", and is written down as " + fate);
                    }
                }
            }));
        } finally {
            asking = false;
        }
    }

    private final class Witness implements RequestHandler.Responder {
        private final RequestHandler host;
        private final Request request;
        private final RequestHandler.Responder way;

        Witness(RequestHandler host, Request request, RequestHandler.Responder way) {
            this.host = host;
            this.request = request;
            this.way = way;
        }

        @Override
        public Answer encode(MethodDescriptor<?> method, Outcome outcome) {
            return way.encode(method, outcome);
        }

        @Override
        public void send(Answer answer) {
            MethodDescriptor<?> method = skeleton.method(request.method());
            boolean isRecorded = method != null
                    && method.effect() == Effect.EXACTLY_ONCE
                    && request.id().clientId() != 0;
            if (isRecorded) {
                check(host, new Sent(request, method, answer));
            }
            way.send(answer);
        }

        @Override
        public void refuse(Outcome.NotExecuted refusal) {
            way.refuse(refusal);
        }
    }
}
