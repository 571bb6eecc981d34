package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.RequestHandler.Responder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who wait for one run of a method: the attempt that began it, and others of the same call. All get the same. Thread-safe. */
final class Callers {
    private final Responder first;

    /** Null once they have been told. */
    @GuardedBy("this")
    private @Nullable List<Responder> waiting;

    /** What they were told; null before. */
    @GuardedBy("this")
    private @Nullable Consumer<Responder> told;

    Callers(Responder first) {
        this.first = first;
        this.waiting = new ArrayList<>(1);
        waiting.add(first);
    }

    Answer encode(MethodDescriptor<?> method, Outcome outcome) {
        return first.encode(method, outcome);
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

    void send(Answer answer) {
        tell(responder -> responder.send(answer));
    }

    void refuse(NotExecuted refusal) {
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
