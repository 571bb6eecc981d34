package io.limpid.runtime.hosting;

import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.transport.NearCall;
import io.limpid.runtime.transport.Request;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The calls from within this process whose methods run on their callers' threads. See "Calls within a process" in DESIGN.md. Thread-safe.
 */
final class NearRuns {
    /** So many run within one another on one thread; the next gets a thread of the host, so that a recursion does not use up its caller's stack. */
    private static final int MOST_DEPTH = 32;

    private final Hosting hosting;
    private final AtomicInteger running = new AtomicInteger();

    /** Those that have called others, which are let in even while the host closes. */
    private final Set<NearRun> calling = ConcurrentHashMap.newKeySet();

    NearRuns(Hosting hosting) {
        this.hosting = hosting;
    }

    boolean areOver() {
        return running.get() == 0;
    }

    /** Whether one of them waits for this request. */
    boolean need(Request request) {
        return !request.chain().equals(request.id())
                && calling.stream().anyMatch(run -> run.chain().equals(request.chain()));
    }

    void callsOut(NearRun run) {
        calling.add(run);
    }

    void ended(NearRun run) {
        calling.remove(run);
    }

    /** Runs the call if it is for this way; null if not. */
    @Nullable
    Outcome run(NearCall call, @Nullable Export export) {
        if (export == null || !export.isOpenToAll()) {
            return null;
        }
        MethodDescriptor<?> method = call.invocation().method();
        LocalObject object = export.object();
        if (method.asynchronous() || !(method.nonBlocking() || object.isQuick())) {
            return null;
        }
        RemoteType<?> type = object.typeOf(method.type());
        // Another class loader's interface of that name is another one.
        if (type == null || type.javaType() != call.type()) {
            return null;
        }
        CurrentCall served = CurrentCall.served();
        int depth = served != null && served.callOuts() instanceof NearRun outer ? outer.depth() + 1 : 0;
        if (depth > MOST_DEPTH) {
            return null;
        }
        running.incrementAndGet();
        try {
            // Only now, so that whoever drains sees it, or it sees the draining.
            return hosting.isDraining() ? null : new NearRun(hosting, this, call, export, depth).run(type, served);
        } finally {
            running.decrementAndGet();
            if (hosting.isDraining()) {
                hosting.completeIfQuiet();
            }
        }
    }
}
