package io.limpid.runtime.hosting;

import io.limpid.InvocationId;
import io.limpid.runtime.completion.CompletionRecords.ClientRecord;
import io.limpid.runtime.hosting.ObjectGate.Access;
import io.limpid.runtime.hosting.ObjectGate.Entry;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.transport.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way out of this host. It is OPEN, and called as ever; then SEALED, when it is this one's alone: nothing runs in it and
 * further calls wait at its gate; and at last it has LEFT, and whoever waits or comes is sent after it, or it STAYED, and they are let in.
 * What waits for quiet is an ordinary passage of the gate, so that there is one meaning of it. For one thread at a time.
 */
public final class Departure {
    /** No chain has it. */
    private static final InvocationId CHAIN = new InvocationId(0, 0);

    private final Hosting hosting;
    private final Export export;
    private final CompletableFuture<Boolean> sealed = new CompletableFuture<>();
    private @Nullable Passage passage;

    /** When it was sealed; without meaning before. */
    private volatile long sealedNanos;

    private Departure(Hosting hosting, Export export) {
        this.hosting = hosting;
        this.export = export;
    }

    /**
     * Begins.
     *
     * @return null if there is no such object here that can be called, or it is on its way already
     */
    public static @Nullable Departure of(Hosting hosting, ObjectName name) {
        Export export = hosting.find(name);
        return export != null && export.epoch() > 0 && hosting.table().beginDeparture(export)
                ? new Departure(hosting, export)
                : null;
    }

    /** The object. */
    public Object object() {
        return export.object().object();
    }

    /** Under how many names it is here. */
    public int names() {
        return export.object().exports().size();
    }

    private void quiet() {
        sealedNanos = hosting.clock().nanoTime();
        sealed.complete(true);
    }

    /** What it is as, and where. */
    public Export export() {
        return export;
    }

    /** As which it is here. */
    public Standing standing() {
        return export.standing();
    }

    /**
     * Lets nothing more begin, and waits for what runs.
     *
     * @return completes with whether it is sealed: not, if what runs takes longer, or too many wait at the gate
     */
    public CompletableFuture<Boolean> seal(Duration patience) {
        Passage alone = new Passage(export.object().gate(), CHAIN, false, Access.EXCLUSIVE, new Quiet(patience));
        passage = alone;
        Entry entry = alone.enter();
        if (entry == Entry.ADMITTED) {
            quiet();
        } else if (entry == Entry.WAITING) {
            hosting.scheduler().schedule(patience, () -> {
                if (alone.giveUp()) {
                    sealed.complete(false);
                }
            });
        } else {
            sealed.complete(false);
        }
        return sealed.copy();
    }

    /** For how long nothing could run in it, since it is sealed. */
    public long stillNanos() {
        return hosting.clock().nanoTime() - sealedNanos;
    }

    /** What is known of calls that were to run exactly once; once it is sealed. */
    public List<ClientRecord<Answer>> records() {
        return export.records(hosting.ledgers()).seal();
    }

    /** From now on it may be the other's; whoever began the move carries it to its end. */
    public void commits() {
        export.commitDeparture();
    }

    /**
     * It stays.
     *
     * @param anew what naming says of it since; null if nothing has changed
     */
    public void stay(@Nullable Binding anew) {
        if (anew != null) {
            export.becomeCurrent(anew);
        }
        export.endDeparture();
        letIn();
    }

    /**
     * It stays as it was, because the other surely does not get it.
     *
     * @return false if this host has bound anew what it holds since the commit began, and left this one out: naming has to be asked whose it is
     */
    public boolean staysAsItWas() {
        boolean stays = export.cancelCommit();
        if (stays) {
            letIn();
        }
        return stays;
    }

    private void letIn() {
        export.records(hosting.ledgers()).unseal();
        leaveGate();
    }

    /**
     * It is elsewhere, and is forgotten here.
     *
     * @param remembered for how long callers are told where
     */
    public void leave(Binding to, Duration remembered) {
        hosting.forward(export, to, remembered);
        leaveGate();
    }

    /** It is nowhere any more: its name was freed. */
    public void forget() {
        hosting.withdraw(export);
        leaveGate();
    }

    private void leaveGate() {
        Passage alone = passage;
        if (alone != null) {
            boolean unused = alone.giveUp();
            alone.leave(0);
        }
    }

    /** Waits at the gate for the object to be quiet. */
    private final class Quiet implements ObjectGate.Waiter {
        private final long deadline;

        Quiet(Duration patience) {
            deadline = hosting.clock().nanoTime() + patience.toNanos();
        }

        @Override
        public boolean isHopeless() {
            return false;
        }

        @Override
        public long remainingNanos() {
            return Math.max(0, deadline - hosting.clock().nanoTime());
        }

        @Override
        public Object client() {
            return this;
        }

        @Override
        public void admitted() {
            quiet();
        }

        @Override
        public void refused() {
            sealed.complete(false);
        }
    }
}
