package io.limpid.cell;

import io.limpid.NotExecutedException.Reason;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.CompletionRecords;
import io.limpid.runtime.completion.CompletionRecords.Admission;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.completion.RecordKey;
import io.limpid.runtime.completion.Told;
import io.limpid.runtime.hosting.Questions;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.migration.RecordsForm;
import io.limpid.runtime.stub.RemoteType;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One object of a cell, with what is known of the calls that are to run on it exactly once. Effect and record are one step, because an
 * entry of the log is. Deterministic: what it answers, and what it is then, follows from its state and the entry. For one thread at a time.
 *
 * @param <T> the interface by which it is called
 */
final class CellObject<T> {
    /** The same on every replica, whatever its host lets connections carry. */
    private static final Limits LIMITS = Limits.DEFAULT;

    private static final Payloads PAYLOADS = new Payloads(LIMITS, NoReferences.INSTANCE);

    private final RemoteType<T> type;
    private final T object;
    private final CompletionRecords<CellEntry, Answer> records =
            new CompletionRecords<>(Answer::bytes, (client, calls, bytes) -> {});

    CellObject(RemoteType<T> type, T object) {
        this.type = type;
        this.object = object;
    }

    RemoteType<T> type() {
        return type;
    }

    T object() {
        return object;
    }

    void writeRecords(OutputStream out) throws IOException {
        RecordsForm.write(records.seal(), out);
        records.unseal();
    }

    void readRecords(InputStream in) throws IOException {
        RecordsForm.read(in).forEach(records::adopt);
    }

    /** Of which clients it has records. */
    List<ClientKey> clients() {
        return records.clients();
    }

    /** Drops the records of a client. */
    void forget(ClientKey client) {
        records.forget(client);
    }

    /** Runs a call, unless it has run. */
    byte[] apply(CellEntry entry, ReplicatedCall surroundings) {
        if (entry.method() == Question.METHOD) {
            return settle(entry);
        }
        MethodDescriptor<?> method = method(entry);
        if (method == null) {
            return mismatch(entry);
        }
        if (method.effect() != Effect.EXACTLY_ONCE || entry.id().client().clientId() == 0) {
            return run(method, entry, surroundings);
        }
        Admission<CellEntry, Answer> admission = records.admit(entry.id(), entry.acknowledged(), 0, () -> entry);
        if (admission instanceof Admission.Begun<CellEntry, Answer>) {
            return run(method, entry, surroundings);
        }
        if (admission instanceof Admission.Answered<CellEntry, Answer> answered) {
            return CellAnswer.of(answered.answer());
        }
        return admission instanceof Admission.Full<CellEntry, Answer>
                ? full()
                : CellAnswer.of(PAYLOADS.encode(
                        method,
                        new Outcome.Unknown("the client had said that it has the answer of this call", null),
                        0));
    }

    /** Tells what became of a call. One that has not come yet never runs: otherwise the answer could be wrong a moment later. */
    private byte[] settle(CellEntry entry) {
        MethodDescriptor<Told> method = Question.methodOf(type.id());
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

    private static byte[] unreadable(MethodDescriptor<?> method, PayloadException why) {
        return CellAnswer.refusal(
                Reason.BAD_REQUEST, "the arguments of " + method + " cannot be read: " + why.getMessage());
    }

    /** Answers a call that changes nothing. */
    byte[] ask(CellEntry entry, ReplicatedCall surroundings) {
        MethodDescriptor<?> method = method(entry);
        return method == null || method.effect() != Effect.READ_ONLY
                ? mismatch(entry)
                : run(method, entry, surroundings);
    }

    private @Nullable MethodDescriptor<?> method(CellEntry entry) {
        return type.id().equals(entry.type()) ? type.skeleton().method(entry.method()) : null;
    }

    private byte[] mismatch(CellEntry entry) {
        return CellAnswer.refusal(
                Reason.INTERFACE_MISMATCH,
                entry.object() + " has no method with the number " + Integer.toUnsignedString(entry.method()) + " of "
                        + entry.type() + " (the hosts of a cell, and its callers, were built from different versions)");
    }

    private byte[] run(MethodDescriptor<?> method, CellEntry entry, ReplicatedCall surroundings) {
        Arguments arguments;
        try {
            arguments = type.skeleton()
                    .readArguments(method, new PayloadReader(entry.arguments(), LIMITS, NoReferences.INSTANCE));
        } catch (PayloadException e) {
            records.withdraw(entry.id());
            return unreadable(method, e);
        }
        Outcome outcome = called(method, arguments, entry, surroundings);
        Answer answer = PAYLOADS.encode(method, outcome, LIMITS.get(Limit.MESSAGE_BYTES));
        records.complete(entry.id(), answer);
        return CellAnswer.of(answer);
    }

    private Outcome called(
            MethodDescriptor<?> method, Arguments arguments, CellEntry entry, ReplicatedCall surroundings) {
        try {
            @Nullable Object returned = surroundings.serve(() -> type.skeleton().call(object, method, arguments));
            return new Outcome.Returned(method.asynchronous() ? content(method, returned) : returned);
        } catch (VirtualMachineError | LinkageError e) {
            // It may have met this replica alone, whose state is no longer the others' then: the log must stop here.
            throw e;
        } catch (Throwable thrown) {
            if (method.thrown().declares(thrown)) {
                return new Outcome.Threw(thrown);
            }
            String message = thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
            return new Outcome.Threw(new RemoteFailureException(
                    message, entry.object() + "-" + entry.id().sequence()));
        }
    }

    /** What a stage holds that the method has returned complete; that of another would depend on who runs when. */
    private static @Nullable Object content(MethodDescriptor<?> method, @Nullable Object returned) throws Throwable {
        if (!(returned instanceof CompletionStage<?> stage)) {
            throw new NullPointerException(method + " returned null instead of a stage");
        }
        CompletableFuture<?> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new IllegalStateException(
                    method + " returned a stage that is not complete, which a replicated object cannot");
        }
        Throwable[] failure = new Throwable[1];
        Object value = future.handle((result, thrown) -> {
                    failure[0] = thrown;
                    return result;
                })
                .join();
        if (failure[0] != null) {
            throw failure[0];
        }
        return value;
    }
}
