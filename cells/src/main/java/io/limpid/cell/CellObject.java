package io.limpid.cell;

import io.limpid.NotExecutedException.Reason;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Payloads;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.PayloadReader;
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
    private final CellRecords records;

    CellObject(RemoteType<T> type, T object, CellRecords records) {
        this.type = type;
        this.object = object;
        this.records = records;
    }

    RemoteType<T> type() {
        return type;
    }

    T object() {
        return object;
    }

    /** What is known of its calls, and of those of an earlier object of its name. */
    CellRecords records() {
        return records;
    }

    /** Runs a call, unless it has run. */
    byte[] apply(CellEntry entry, ReplicatedCall surroundings) {
        if (entry.method() == Question.METHOD) {
            return records.settle(entry);
        }
        MethodDescriptor<?> method = method(entry);
        if (method == null) {
            return mismatch(entry);
        }
        boolean isTracked =
                method.effect() == Effect.EXACTLY_ONCE && entry.id().client().clientId() != 0;
        byte[] known = isTracked ? records.known(entry) : null;
        return known == null ? run(method, entry, surroundings) : known;
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
            records.withdraw(entry);
            return CellRecords.unreadable(method, e);
        }
        Outcome outcome = called(method, arguments, entry, surroundings);
        Answer answer = PAYLOADS.encode(method, outcome, LIMITS.get(Limit.MESSAGE_BYTES));
        records.complete(entry, answer);
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
