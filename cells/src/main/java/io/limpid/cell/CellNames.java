package io.limpid.cell;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.Host;
import io.limpid.runtime.hosting.Sequencer;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.stub.RemoteType;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has naming know which of the cell's objects this host has. What there is says the state machine, at once and on the log's thread; naming is told
 * beside that, one change of a name after another, and again until it has heard. Thread-safe.
 */
final class CellNames {
    private static final Logger LOG = LoggerFactory.getLogger(CellNames.class);

    /** Between two attempts to tell naming of an object. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final Host host;
    private final ObjectName cell;
    private final Supplier<Sequencer> calls;
    private final Executor tasks;
    private final Scheduler scheduler;
    private final ConcurrentMap<ObjectName, Presence> presences = new ConcurrentHashMap<>();
    private volatile boolean left;

    /**
     * Makes one.
     *
     * @param calls gives who takes the calls of one name
     * @param tasks wait for naming; refuse once the cell is closed
     */
    CellNames(Host host, ObjectName cell, Supplier<Sequencer> calls, Executor tasks, Scheduler scheduler) {
        this.host = host;
        this.cell = cell;
        this.calls = calls;
        this.tasks = tasks;
        this.scheduler = scheduler;
    }

    /**
     * What naming is to know.
     *
     * @param type by which the object is called
     * @param group as what it is known
     * @param life how many objects had the name here before
     */
    private record Wanted(RemoteType<?> type, InterfaceId group, int life) {
        boolean isSame(@Nullable Wanted other) {
            return other != null && group.equals(other.group) && life == other.life;
        }
    }

    private record Told(Wanted as, Host.Exported export) {}

    /** There is such an object here, perhaps for long. */
    void appeared(ObjectName object, RemoteType<?> type, UUID identity) {
        // By its cell, too: another cell's object of that name, or another cell of this name, is another object.
        presenceOf(object).appears(type, new InterfaceId(type.id() + " of " + cell + " " + identity));
    }

    /** There is no such object here any more. */
    void disappeared(ObjectName object) {
        presenceOf(object).disappears();
    }

    /** Completes once naming knows that this host has an object; exceptionally if it cannot be told, or this host leaves. */
    CompletableFuture<Void> known(ObjectName object) {
        return presenceOf(object).known();
    }

    private Presence presenceOf(ObjectName object) {
        return presences.computeIfAbsent(object, Presence::new);
    }

    /** Takes this host's name out everywhere. Once naming does not answer, the host's lease says it instead. */
    void leave() {
        left = true;
        boolean answers = true;
        for (Presence presence : presences.values()) {
            answers &= presence.leaves(answers);
        }
    }

    /** One name. What is wanted of it and what naming has been told meet in one task at a time. */
    private final class Presence {
        private final ObjectName object;

        /** Null while there is no such object. */
        @GuardedBy("this")
        private @Nullable Wanted wanted;

        @GuardedBy("this")
        private @Nullable Told told;

        @GuardedBy("this")
        private int life;

        @GuardedBy("this")
        private boolean isSettling;

        @GuardedBy("this")
        private CompletableFuture<Void> known = new CompletableFuture<>();

        Presence(ObjectName object) {
            this.object = object;
        }

        synchronized CompletableFuture<Void> known() {
            if (left) {
                known.completeExceptionally(hasLeft());
            }
            return known.copy();
        }

        private IllegalStateException hasLeft() {
            return new IllegalStateException("host " + host.name() + " has left " + cell);
        }

        synchronized void appears(RemoteType<?> type, InterfaceId group) {
            Wanted next = new Wanted(type, group, life);
            if (!next.isSame(wanted)) {
                becomes(next);
            }
        }

        synchronized void disappears() {
            life++;
            becomes(null);
        }

        @GuardedBy("this")
        private void becomes(@Nullable Wanted next) {
            if (left) {
                return;
            }
            wanted = next;
            if (known.isDone()) {
                known = new CompletableFuture<>();
            }
            if (!isSettling) {
                isSettling = true;
                later(this::settle);
            }
        }

        private void later(Runnable task) {
            try {
                tasks.execute(task);
            } catch (RejectedExecutionException e) {
                LOG.debug("host {} has closed {}", host.name(), cell);
            }
        }

        private void settle() {
            Told has = null;
            Wanted wants = null;
            try {
                while (!isSettled()) {
                    synchronized (this) {
                        has = told;
                        wants = wanted;
                    }
                    if (has != null) {
                        has.export().unexport();
                        becameKnown(null);
                    } else if (wants != null) {
                        becameKnown(new Told(
                                wants, host.exportSequenced(object, wants.type(), wants.group(), calls.get())));
                    }
                }
            } catch (IllegalStateException | IllegalArgumentException e) {
                refused(wants, e);
            } catch (RuntimeException e) {
                LOG.debug("naming could not be told yet of {} at host {}", object, host.name(), e);
                var unused = scheduler.schedule(BETWEEN_ATTEMPTS, () -> later(this::settle));
            }
        }

        /** Whether naming has been told what is wanted; if so, nobody settles it any more. */
        private synchronized boolean isSettled() {
            boolean settled = told == null ? wanted == null : told.as().isSame(wanted);
            if (settled) {
                isSettling = false;
                if (told != null) {
                    known.complete(null);
                }
            }
            return settled;
        }

        private synchronized void becameKnown(@Nullable Told now) {
            told = now;
        }

        private synchronized void refused(@Nullable Wanted what, RuntimeException why) {
            LOG.warn("host {} cannot take calls for {} of {}: {}", host.name(), object, cell, why.getMessage());
            isSettling = false;
            if (what != null && what.isSame(wanted)) {
                wanted = null;
                known.completeExceptionally(why);
            }
        }

        /** Tells whether naming answers. */
        boolean leaves(boolean answers) {
            Told has;
            synchronized (this) {
                known.completeExceptionally(hasLeft());
                has = told;
                told = null;
                wanted = null;
            }
            if (has == null || !answers) {
                return answers;
            }
            try {
                has.export().unexport();
                return true;
            } catch (RuntimeException e) {
                LOG.info("naming could not be told that host {} leaves {}: {}", host.name(), object, e.getMessage());
                return false;
            }
        }
    }
}
