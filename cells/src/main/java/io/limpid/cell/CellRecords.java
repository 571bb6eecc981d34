package io.limpid.cell;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.CompletionRecords;
import io.limpid.runtime.completion.CompletionRecords.Admission;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.completion.RecordKey;
import io.limpid.runtime.completion.Told;
import io.limpid.runtime.hosting.Questions;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.migration.RecordsForm;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Payloads;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.PayloadReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the calls by one name that are to run exactly once. It outlives the object that ran them: once that is taken out, calls that ran
 * are answered yet, and none of them runs on another object of the name. For one thread at a time.
 */
final class CellRecords {
    /** The same on every replica, whatever its host lets connections carry. */
    private static final Limits LIMITS = Limits.DEFAULT;

    private static final Payloads PAYLOADS = new Payloads(LIMITS, NoReferences.INSTANCE);

    private final CompletionRecords<CellEntry, Answer> records =
            new CompletionRecords<>(Answer::bytes, (client, calls, bytes) -> {});

    /** Gives what a call is answered without running; null if it is new, and runs now: until {@link #complete} or {@link #withdraw}. */
    byte @Nullable [] known(CellEntry entry) {
        return told(records.admit(entry.id(), entry.acknowledged(), 0, () -> entry), entry);
    }

    /** Gives what a call is answered by a name that has no object any more. */
    byte[] ofNoObject(CellEntry entry) {
        if (entry.method() == Question.METHOD) {
            return settle(entry);
        }
        Admission<CellEntry, Answer> met = records.admit(entry.id(), entry.acknowledged(), 0, () -> null);
        byte[] told = met instanceof Admission.Full ? null : told(met, entry);
        return told == null
                ? CellAnswer.refusal(Reason.NOT_FOUND, "the cell holds no object named " + entry.object() + " any more")
                : told;
    }

    private static byte @Nullable [] told(Admission<CellEntry, Answer> met, CellEntry entry) {
        if (met instanceof Admission.Answered<CellEntry, Answer> answered) {
            return CellAnswer.of(answered.answer());
        }
        if (met instanceof Admission.Stale) {
            return CellAnswer.of(PAYLOADS.encode(
                    Question.methodOf(entry.type()),
                    new Outcome.Unknown("the client had said that it has the answer of this call", null),
                    0));
        }
        return met instanceof Admission.Full ? full() : null;
    }

    /** Tells what became of a call. One that has not come yet never runs: otherwise the answer could be wrong a moment later. */
    byte[] settle(CellEntry entry) {
        MethodDescriptor<Told> method = Question.methodOf(entry.type());
        Question question;
        try {
            question = Question.read(new PayloadReader(entry.arguments(), LIMITS, NoReferences.INSTANCE));
        } catch (PayloadException e) {
            return unreadable(method, e);
        }
        if (question.sequence() < 1 || question.sequence() >= entry.id().sequence()) {
            return CellAnswer.refusal(Reason.BAD_REQUEST, "a call asks about one that does not precede it");
        }
        Admission<CellEntry, Answer> admission = records.settle(
                new RecordKey(entry.id().client(), question.sequence()),
                0,
                () -> PAYLOADS.encode(
                        method,
                        new Outcome.NotExecuted(Reason.CANCELLED, "the client had asked about the call before it came"),
                        0));
        if (admission instanceof Admission.Full<CellEntry, Answer>) {
            return full();
        }
        Told told = admission instanceof Admission.Answered<CellEntry, Answer> answered
                ? Questions.toldOf(answered.answer())
                : Told.forgotten("the client had said that it does not need the answer any more");
        return CellAnswer.of(PAYLOADS.encode(method, new Outcome.Returned(told), LIMITS.get(Limit.MESSAGE_BYTES)));
    }

    private static byte[] full() {
        return CellAnswer.refusal(Reason.OVERLOADED, "too many answers of this client are not acknowledged");
    }

    /** The arguments say nothing that the method takes. */
    static byte[] unreadable(MethodDescriptor<?> method, PayloadException why) {
        return CellAnswer.refusal(
                Reason.BAD_REQUEST, "the arguments of " + method + " cannot be read: " + why.getMessage());
    }

    /** Writes down how a call has ended. */
    void complete(CellEntry entry, Answer answer) {
        records.complete(entry.id(), answer);
    }

    /** The call did not run, and may come again. */
    void withdraw(CellEntry entry) {
        records.withdraw(entry.id());
    }

    /** Of which clients it knows anything. */
    List<ClientKey> clients() {
        return records.clients();
    }

    /** Drops what it knows of a client. */
    void forget(ClientKey client) {
        records.forget(client);
    }

    void writeTo(OutputStream out) throws IOException {
        RecordsForm.write(records.seal(), out);
        records.unseal();
    }

    static CellRecords readFrom(InputStream in) throws IOException {
        CellRecords read = new CellRecords();
        RecordsForm.read(in).forEach(read.records::adopt);
        return read;
    }
}
