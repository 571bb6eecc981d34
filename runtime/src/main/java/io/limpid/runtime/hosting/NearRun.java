package io.limpid.runtime.hosting;

import io.limpid.InvocationId;
import io.limpid.runtime.hosting.ObjectGate.Waiter;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.CallOuts;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.Skeleton;
import io.limpid.runtime.transport.NearCall;
import org.jspecify.annotations.Nullable;

/** One run of one method on its caller's thread. For one thread, but for the ends of calls that the method makes. */
final class NearRun implements CallOuts {
    /** Never waits. */
    private static final Waiter NOBODY = new Waiter() {
        @Override
        public boolean isHopeless() {
            return false;
        }

        @Override
        public long remainingNanos() {
            return 0;
        }

        @Override
        public Object client() {
            return this;
        }

        @Override
        public void admitted() {}

        @Override
        public void refused() {}
    };

    private final Hosting hosting;
    private final NearRuns all;
    private final NearCall call;
    private final Invocation invocation;
    private final Export export;
    private final int depth;
    private final Passage passage;

    /** For its thread alone. */
    private boolean ran;

    /** Whether it has called others, and whether it is over. Each is written before the other is read. */
    private volatile boolean calledOut;

    private volatile boolean over;

    NearRun(Hosting hosting, NearRuns all, NearCall call, Export export, int depth) {
        this.hosting = hosting;
        this.all = all;
        this.call = call;
        this.invocation = call.invocation();
        this.export = export;
        this.depth = depth;
        LocalObject object = export.object();
        this.passage = new Passage(
                object.gate(), invocation.chain(), call.isNested(), object.accessOf(invocation.method()), NOBODY);
    }

    InvocationId chain() {
        return invocation.chain();
    }

    int depth() {
        return depth;
    }

    /** Runs the method if the object is free and here; else nothing happens, and it gives null. */
    @Nullable
    Outcome run(RemoteType<?> type, @Nullable CurrentCall served) {
        if (!passage.enterIfFree()) {
            return null;
        }
        // Just now; to read the clock once more would take longer than some methods do.
        long begun = invocation.journal().startNanos();
        try {
            return invocation.deadline().nanos() - begun <= 0
                            || hosting.whyNotHere(invocation.object(), call.standing(), export) != null
                    ? null
                    : run(type.skeleton(), served);
        } finally {
            over = true;
            if (calledOut) {
                all.ended(this);
            }
            long nanos = hosting.clock().nanoTime() - begun;
            passage.leave(nanos);
            if (ran) {
                export.object().ran(nanos);
            }
        }
    }

    private @Nullable Outcome run(Skeleton<?> skeleton, @Nullable CurrentCall served) {
        Arguments arguments;
        try {
            arguments = call.arguments(in -> skeleton.readArguments(invocation.method(), in));
        } catch (RuntimeException e) {
            // Whoever makes a request of it says what is wrong.
            return null;
        }
        export.called(CallFigures.tagOf(invocation.id().clientId()));
        CurrentCall current = new CurrentCall(
                invocation.chain(),
                call.connection().principal(),
                invocation.deadline(),
                served == null ? invocation.cancellation() : served.cancellation(),
                this);
        ran = true;
        Outcome ended = call(skeleton, arguments, current);
        // A refusal is a request's to repeat.
        return ended instanceof Outcome.NotExecuted ? null : call.outcome(ended);
    }

    private Outcome call(Skeleton<?> skeleton, Arguments arguments, CurrentCall current) {
        MethodDescriptor<?> method = invocation.method();
        Object object = export.object().object();
        try (CurrentCall.Scope scope = current.enter()) {
            return new Outcome.Returned(called(skeleton, object, method, arguments));
        } catch (Throwable thrown) {
            if (thrown instanceof InterruptedException) {
                // Meant for the caller, whose thread this is.
                Thread.currentThread().interrupt();
            }
            return hosting.failures().outcomeOf(call.request(), method, object, thrown);
        }
    }

    /** The skeleton is that of an interface by which the object was exported. */
    @SuppressWarnings("unchecked")
    private static <T> @Nullable Object called(
            Skeleton<T> skeleton, Object object, MethodDescriptor<?> method, Arguments arguments) throws Throwable {
        return skeleton.call((T) object, method, arguments);
    }

    @Override
    public void checkMayWait(Object called) {
        Excursions.checkMayWait(invocation.method(), called);
    }

    @Override
    public void began() {
        calledOut = true;
        all.callsOut(this);
        if (over) {
            // A task that the method has left behind.
            all.ended(this);
        }
        passage.began();
    }

    @Override
    public void ended(Runnable goOn) {
        passage.ended(goOn);
    }
}
