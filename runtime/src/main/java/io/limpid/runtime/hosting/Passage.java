package io.limpid.runtime.hosting;

import io.limpid.InvocationId;
import io.limpid.runtime.hosting.ObjectGate.Access;
import io.limpid.runtime.hosting.ObjectGate.Entry;
import io.limpid.runtime.hosting.ObjectGate.Waiter;
import io.limpid.runtime.invocation.CallOuts;
import org.jspecify.annotations.Nullable;

/** One invocation's way through one {@link ObjectGate}. Thread-safe: all that changes is guarded by the gate's lock. */
final class Passage implements CallOuts {
    /** Where a passage is. */
    enum State {
        /** Made, and not yet at the gate. */
        NEW,
        /** In one of the gate's lists. Leads to ACTIVE or GONE. */
        WAITING,
        /** Inside, and its method runs. Leads to OUT or GONE. */
        ACTIVE,
        /** Inside, and its method waits for calls of its own. Leads to RETURNING or GONE. */
        OUT,
        /** Inside; those calls are over, and it waits to run on. Leads to ACTIVE, OUT or GONE. */
        RETURNING,
        /** It left, or never was inside. */
        GONE;

        boolean isInside() {
            return this == ACTIVE || this == OUT || this == RETURNING;
        }
    }

    final ObjectGate gate;
    final InvocationId chain;
    /** Whether it serves another call, so that its chain may be inside already. */
    final boolean nested;

    final Access access;
    final Waiter waiter;

    State state = State.NEW;
    /** How many calls its method has under way; OUT means one at least. */
    int callOuts;
    /** What RETURNING waits to run; null in every other state. */
    @Nullable
    Runnable goOn;
    /** Neighbours in the gate's list of what is inside, or of what waits in the order of arrival; null in neither. */
    @Nullable
    Passage previous;

    @Nullable
    Passage next;

    Passage(ObjectGate gate, InvocationId chain, boolean nested, Access access, Waiter waiter) {
        this.gate = gate;
        this.chain = chain;
        this.nested = nested;
        this.access = access;
        this.waiter = waiter;
    }

    boolean sharesWith(Passage other) {
        return access == Access.SHARED && other.access == Access.SHARED;
    }

    /** Comes to the gate; once. */
    Entry enter() {
        return gate.enter(this);
    }

    /** Comes to the gate if it need not wait there; else it is as if it had not come. */
    boolean enterIfFree() {
        return gate.enterIfFree(this);
    }

    /**
     * Stops waiting.
     *
     * @return false if it does not wait (any more): it was admitted or refused, or is about to be told so
     */
    boolean giveUp() {
        return gate.giveUp(this);
    }

    /**
     * Leaves for good; does nothing if it is not inside.
     *
     * @param heldNanos how long it was inside
     */
    void leave(long heldNanos) {
        gate.leave(this, heldNanos);
    }

    @Override
    public void began() {
        gate.callOutBegan(this);
    }

    @Override
    public void ended(Runnable goOn) {
        gate.callOutEnded(this, goOn);
    }
}
