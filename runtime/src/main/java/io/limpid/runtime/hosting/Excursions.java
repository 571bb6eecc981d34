package io.limpid.runtime.hosting;

import io.limpid.runtime.hosting.MethodThreads.Seat;
import io.limpid.runtime.invocation.CallOuts;

/** The calls that a running method makes itself: meanwhile neither its thread nor its object is kept from others. */
record Excursions(MethodThreads threads, Seat seat, Passage passage) implements CallOuts {
    @Override
    public void began() {
        threads.callOutBegan(seat);
        passage.began();
    }

    @Override
    public void ended(Runnable goOn) {
        threads.callOutEnded(seat);
        passage.ended(goOn);
    }
}
