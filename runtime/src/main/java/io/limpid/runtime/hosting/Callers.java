package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.completion.CompletionRecords;
import io.limpid.runtime.completion.RecordKey;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.RequestHandler.Responder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one run of a method: the attempt that began it, and others of the same call. All get the same, and where the call is
 * to run once, it is written down before. Thread-safe.
 */
final class Callers {
    private final RecordKey id;
    private final Responder first;

    /** Where it is written down, so that it runs once however often it comes; null for one that may run again. */
    private final @Nullable CompletionRecords<HostedCall, Answer> records;

    private final Failpoints failpoints;

    /** Null once they have been told. */
    @GuardedBy("this")
    private @Nullable List<Responder> waiting;

    /** What they were told; null before. */
    @GuardedBy("this")
    private @Nullable Consumer<Responder> told;

    Callers(
            RecordKey id,
            Responder first,
            @Nullable CompletionRecords<HostedCall, Answer> records,
            Failpoints failpoints) {
        this.failpoints = failpoints;
        this.id = id;
        this.first = first;
        this.records = records;
        this.waiting = new ArrayList<>(1);
        waiting.add(first);
    }

    /** Whether one that lost its connection may come back and find the run. */
    boolean mayComeBack() {
        return records != null;
    }

    /** Tells this one what the others are told, now or later. */
    void join(Responder other) {
        Consumer<Responder> word;
        synchronized (this) {
            if (waiting != null) {
                waiting.add(other);
                return;
            }
            word = told;
        }
        if (word != null) {
            word.accept(other);
        }
    }

    /** The method has ended. To be called before others see the object: whoever saw the effect finds the record. */
    void answer(MethodDescriptor<?> method, Outcome outcome) {
        Answer answer = first.encode(method, outcome);
        if (records != null) {
            records.complete(id, answer);
        }
        try {
            failpoints.reached(Point.CALL_RECORDED);
        } finally {
            tell(responder -> responder.send(answer));
        }
        failpoints.reached(Point.CALL_ANSWERED);
    }

    /** Has the run happen on the thread that brought the first, if it can. */
    boolean runSoon(Runnable task) {
        return first.runSoon(task);
    }

    /** The method did not run, and the call may come again. */
    void refuse(NotExecuted refusal) {
        if (records != null) {
            records.withdraw(id);
        }
        tell(responder -> responder.refuse(refusal));
    }

    private void tell(Consumer<Responder> word) {
        List<Responder> all;
        synchronized (this) {
            all = waiting == null ? List.of() : waiting;
            waiting = null;
            told = word;
        }
        all.forEach(word);
    }
}
