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
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one run of a method: the attempt that began it, and others of the same call. All get the same, and where the call is
 * to run once, it is written down before. Thread-safe.
 */
final class Callers {
    private final Responder first;
    private final Failpoints failpoints;

    /** Where it is written down, and as which call, so that it runs once however often it comes; both null for one that may run again. */
    private final @Nullable CompletionRecords<HostedCall, Answer> records;

    private final @Nullable RecordKey id;

    /** Null as long as there is only the first, and once they have been told. */
    @GuardedBy("this")
    private @Nullable List<Responder> others;

    /** What they were told: an answer, or a refusal. Both null before. */
    @GuardedBy("this")
    private @Nullable Answer answer;

    @GuardedBy("this")
    private @Nullable NotExecuted refusal;

    private Callers(
            Responder first,
            Failpoints failpoints,
            @Nullable CompletionRecords<HostedCall, Answer> records,
            @Nullable RecordKey id) {
        this.first = first;
        this.failpoints = failpoints;
        this.records = records;
        this.id = id;
    }

    /** Of a call that may run again. */
    static Callers of(Responder first, Failpoints failpoints) {
        return new Callers(first, failpoints, null, null);
    }

    /** Of a call that is to run once. */
    static Callers recorded(
            Responder first, Failpoints failpoints, CompletionRecords<HostedCall, Answer> records, RecordKey id) {
        return new Callers(first, failpoints, records, id);
    }

    /** Whether one that lost its connection may come back and find the run. */
    boolean mayComeBack() {
        return records != null;
    }

    /** Tells this one what the others are told, now or later. */
    void join(Responder other) {
        Answer given;
        NotExecuted refused;
        synchronized (this) {
            given = answer;
            refused = refusal;
            if (given == null && refused == null) {
                others = others == null ? new ArrayList<>(1) : others;
                others.add(other);
            }
        }
        if (given != null) {
            other.send(given);
        } else if (refused != null) {
            other.refuse(refused);
        }
    }

    /** The method begins. */
    void begun() {
        first.begun();
    }

    /** The method has ended. To be called before others see the object: whoever saw the effect finds the record. */
    void answer(MethodDescriptor<?> method, Outcome outcome) {
        Answer encoded = first.encode(method, outcome);
        if (records != null && id != null) {
            records.complete(id, encoded);
        }
        try {
            failpoints.reached(Point.CALL_RECORDED);
        } finally {
            List<Responder> joined = told(encoded, null);
            first.send(encoded);
            joined.forEach(other -> other.send(encoded));
        }
        failpoints.reached(Point.CALL_ANSWERED);
    }

    /** Whether this is the thread that brings the first, and may run what takes but a moment. */
    boolean isHere() {
        return first.isHere();
    }

    /** Has the run happen on the thread that brought the first, if it can. */
    boolean runSoon(Runnable task) {
        return first.runSoon(task);
    }

    /** The method did not run, and the call may come again. */
    void refuse(NotExecuted why) {
        if (records != null && id != null) {
            records.withdraw(id);
        }
        List<Responder> joined = told(null, why);
        first.refuse(why);
        joined.forEach(other -> other.refuse(why));
    }

    /** Notes what they are told, for those who join from now on, and gives those who have joined. */
    private synchronized List<Responder> told(@Nullable Answer given, @Nullable NotExecuted refused) {
        List<Responder> joined = others == null ? List.of() : others;
        others = null;
        answer = given;
        refusal = refused;
        return joined;
    }
}
