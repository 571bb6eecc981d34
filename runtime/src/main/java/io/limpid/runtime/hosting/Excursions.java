package io.limpid.runtime.hosting;

import io.limpid.runtime.hosting.MethodThreads.Seat;
import io.limpid.runtime.invocation.CallOuts;
import io.limpid.runtime.invocation.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a running method makes itself: meanwhile neither its thread nor its object is kept from others.
 *
 * @param seat its right to a thread; null where it runs on one that brought the call
 */
record Excursions(MethodThreads threads, @Nullable Seat seat, Passage passage, MethodDescriptor<?> method)
        implements CallOuts {
    @Override
    public void checkMayWait(Object called) {
        checkMayWait(method, called);
    }

    static void checkMayWait(MethodDescriptor<?> method, Object called) {
        if (method.nonBlocking()) {
            throw new IllegalStateException(method + " is @NonBlocking and waits for its call of " + called
                    + " (expected: a call that returns a CompletionStage, or no @NonBlocking)");
        }
    }

    @Override
    public void began() {
        if (seat != null) {
            threads.callOutBegan(seat);
        }
        passage.began();
    }

    @Override
    public void ended(Runnable goOn) {
        if (seat != null) {
            threads.callOutEnded(seat);
        }
        passage.ended(goOn);
    }
}
