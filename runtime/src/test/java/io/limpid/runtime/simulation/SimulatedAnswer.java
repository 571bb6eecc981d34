package io.limpid.runtime.simulation;

import io.limpid.RemoteFailureException;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.RequestHandler.Responder;
import io.limpid.runtime.wire.Codec;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.ReplyFrame;
import java.util.function.Consumer;

/** The way back of one arrival. Results travel as bytes, what a method threw too, if it declares that, else as a message. */
record SimulatedAnswer(MethodDescriptor<?> method, Consumer<Outcome> way) implements Responder {
    @Override
    @SuppressWarnings("unchecked")
    public Answer encode(MethodDescriptor<?> called, Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned) {
            PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
            ((Codec<Object>) called.result()).write(out, returned.value());
            byte[] payload = out.toBytes();
            return new Answer(new ReplyFrame.Returned(payload.length), payload);
        }
        if (outcome instanceof Outcome.Threw threw && called.thrown().declares(threw.exception())) {
            PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
            called.thrown().write(out, threw.exception());
            byte[] payload = out.toBytes();
            return new Answer(new ReplyFrame.Threw(payload.length), payload);
        }
        if (outcome instanceof Outcome.Threw threw) {
            return new Answer(new ReplyFrame.Failed(threw.exception().getMessage(), "sim"), new byte[0]);
        }
        return new Answer(new ReplyFrame.Unknown(String.valueOf(outcome)), new byte[0]);
    }

    @Override
    public void send(Answer answer) {
        if (answer.head() instanceof ReplyFrame.Returned) {
            PayloadReader in = new PayloadReader(answer.payload(), Limits.DEFAULT, new NoReferences());
            way.accept(new Outcome.Returned(method.result().read(in)));
        } else if (answer.head() instanceof ReplyFrame.Threw) {
            PayloadReader in = new PayloadReader(answer.payload(), Limits.DEFAULT, new NoReferences());
            way.accept(new Outcome.Threw(method.thrown().read(in)));
        } else if (answer.head() instanceof ReplyFrame.Failed failed) {
            way.accept(
                    new Outcome.Threw(new RemoteFailureException(failed.message(), "sim", new StackTraceElement[0])));
        } else {
            way.accept(new Outcome.Unknown(String.valueOf(answer.head()), null));
        }
    }

    @Override
    public void refuse(Outcome.NotExecuted refusal) {
        way.accept(refusal);
    }
}
