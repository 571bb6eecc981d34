package io.limpid.runtime.hosting;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.ClientLedgers.Ledger;
import io.limpid.runtime.completion.CompletionRecords;
import io.limpid.runtime.completion.CompletionRecords.Admission;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.completion.RecordKey;
import io.limpid.runtime.completion.Told;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler.Responder;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.ReplyFrame;
import org.jspecify.annotations.Nullable;

/**
 * Answers, from the records of the object, what became of calls. It does so at once, on the thread on which the question comes: whoever
 * does not know whether a call ran must not have to wait behind it. Thread-safe.
 */
public final class Questions {
    private final Hosting hosting;
    private final Admissions admissions;

    Questions(Hosting hosting, Admissions admissions) {
        this.hosting = hosting;
        this.admissions = admissions;
    }

    void answer(Request request, Responder responder, Export export) {
        MethodDescriptor<Told> method = Question.methodOf(request.type());
        NotExecuted refusal = hosting.whyNotHere(request.object(), request.standing(), export);
        if (refusal != null) {
            responder.refuse(refusal);
            return;
        }
        Question question;
        try {
            question = hosting.read(request, Question::read);
        } catch (PayloadException e) {
            responder.refuse(HostRefusals.unreadable(method, e));
            return;
        }
        if (question.sequence() < 1 || question.sequence() >= request.id().sequence()) {
            responder.refuse(new NotExecuted(
                    Reason.BAD_REQUEST, "call " + request.id() + " asks about one that does not precede it"));
            return;
        }
        Ledger ledger = admissions.ledgerOf(request, responder);
        if (ledger == null) {
            return;
        }
        Told told = told(request, responder, export, question, ledger);
        if (told == null) {
            responder.refuse(HostRefusals.full());
        } else {
            responder.respond(method, new Outcome.Returned(told));
        }
    }

    /** Null if there is no room to write down that the call must not run. */
    private @Nullable Told told(Request request, Responder responder, Export export, Question question, Ledger ledger) {
        long present = export.standing().incarnation();
        if (question.incarnation() != 0 && question.incarnation() != present) {
            return Told.forgotten("the state of " + request.object() + " at " + question.incarnation()
                    + " knew, and is lost; the present one began at " + present);
        }
        CompletionRecords<HostedCall, Answer> records = export.records(hosting.ledgers());
        ledger.enters(records);
        Admission<HostedCall, Answer> admission = records.settle(
                new RecordKey(Admissions.clientKeyOf(request), question.sequence()),
                ledger.prefix(),
                () -> ledger.hasRoom() ? neverRuns(request, responder) : null);
        if (admission instanceof Admission.Answered<HostedCall, Answer> answered) {
            return toldOf(answered.answer());
        }
        if (admission instanceof Admission.Running<HostedCall, Answer>) {
            return Told.running();
        }
        return admission instanceof Admission.Full<HostedCall, Answer>
                ? null
                : Told.forgotten("the client had said that it does not need the answer any more");
    }

    private static Answer neverRuns(Request request, Responder responder) {
        return responder.encode(
                Question.methodOf(request.type()),
                new NotExecuted(Reason.CANCELLED, "the client had asked about the call before it came"));
    }

    /** What whoever asked is told of a call that was answered so. */
    public static Told toldOf(Answer answer) {
        if (answer.head() instanceof ReplyFrame.Returned) {
            return Told.returned(answer.payload());
        }
        if (answer.head() instanceof ReplyFrame.Threw) {
            return Told.threw(answer.payload());
        }
        if (answer.head() instanceof ReplyFrame.Failed failed) {
            return Told.failed(failed.message(), failed.failureId());
        }
        return answer.head() instanceof ReplyFrame.Unknown unknown
                ? Told.forgotten(unknown.detail())
                : Told.notExecuted();
    }
}
