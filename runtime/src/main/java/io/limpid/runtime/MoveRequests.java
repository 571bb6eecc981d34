package io.limpid.runtime;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Waits;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.location.Naming.HostPlace;
import io.limpid.runtime.migration.HostControl;
import io.limpid.runtime.migration.HostControl.Moved;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Has objects moved by the hosts that have them. A host that dies meanwhile does not answer any more, so naming is asked while one waits
 * whether it lives, and then where the object is. Thread-safe.
 */
final class MoveRequests {
    /** How often naming is asked where the object of a lost host is, because its target may just commit. */
    private static final int LAST_LOOKS = 3;

    /** For how long a source is asked that lives, as naming says, and does not answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Naming naming;
    private final Function<Endpoint, HostControl> controls;
    private final Environment environment;
    private final Waits waits;

    MoveRequests(Naming naming, Function<Endpoint, HostControl> controls, Environment environment) {
        this.naming = naming;
        this.controls = controls;
        this.environment = environment;
        this.waits = environment.machine().waits();
    }

    /**
     * A request.
     *
     * @param before where the object is when it is made
     * @param process {@link HostPlace#process()} of its host, or none if that is silent
     * @param sinceNanos when it is made
     */
    private record Request(Binding before, OptionalLong process, String target, long sinceNanos) {
        ObjectName name() {
            return before.name();
        }

        Replica source() {
            return before.replicas().get(0);
        }
    }

    /**
     * Has an object moved by the host that has it; waits.
     *
     * @return for how long it stood still; if its host was lost when it had moved, or somebody else has moved it there, at most so long
     * @throws MoveRefusedException if it is not at the target
     * @throws NotExecutedException if naming or the host that has it cannot be reached
     * @throws OutcomeUnknownException if either does not answer
     */
    Duration migrate(ObjectName name, String target) {
        Binding before = HostLoads.awaited(naming.resolve(name), waits)
                .map(Entry::binding)
                .orElseThrow(() ->
                        new MoveRefusedException(Reason.NOT_HERE, refusal(name, target, "no object has that name")));
        if (before.isGroup()) {
            throw new MoveRefusedException(
                    Reason.NOT_MOVABLE,
                    refusal(name, target, "it is a group (export a replica there, and unexport one)"));
        }
        // Asked for after the binding, so that whoever lives there by now is also who is asked to move it.
        List<HostPlace> living = HostLoads.awaited(naming.hosts(), waits);
        Endpoint there = living(name, target, living);
        OptionalLong process = living.stream()
                .filter(host -> isAt(before.replicas().get(0), host))
                .mapToLong(HostPlace::process)
                .findFirst();
        Request request =
                new Request(before, process, target, environment.clock().nanoTime());
        return request.source().host().equals(target) ? Duration.ZERO : ask(request, there);
    }

    /**
     * Has a host give its objects to others; waits.
     *
     * @return what stays, and why
     * @throws IllegalArgumentException if no living host has that name, or so many may not move at once
     */
    Map<String, String> drain(String host, int atOnce, Client.DrainWatcher watcher) {
        Endpoint there = placeOf(host, HostLoads.awaited(naming.hosts(), waits))
                .orElseThrow(() -> new IllegalArgumentException("host: " + host + " (expected: one that lives)"));
        return new DrainRequest(controls.apply(there), atOnce, watcher, environment).carryOut();
    }

    /** Where a host listens that is to have an object; completes exceptionally if it does not live. */
    CompletionStage<Endpoint> living(ObjectName name, String target) {
        return naming.hosts().thenApply(living -> living(name, target, living));
    }

    private static Endpoint living(ObjectName name, String target, List<HostPlace> living) {
        return placeOf(target, living)
                .orElseThrow(() -> new MoveRefusedException(
                        Reason.TARGET_UNREACHABLE, refusal(name, target, "naming knows no living host of that name")));
    }

    private static Optional<Endpoint> placeOf(String name, List<HostPlace> living) {
        return living.stream()
                .filter(host -> host.name().equals(name))
                .map(HostPlace::endpoint)
                .findFirst();
    }

    /** Asks until it is decided, or the source is lost. */
    private Duration ask(Request request, Endpoint there) {
        HostControl source = watched(request);
        UUID id = environment.machine().ids().get();
        boolean begun = false;
        while (true) {
            try {
                Optional<Moved> end = source.migrate(id, request.name(), request.target(), there);
                if (end.isPresent()) {
                    return Duration.ofNanos(end.get().stillNanos());
                }
                begun = true;
            } catch (NotExecutedException | OutcomeUnknownException e) {
                begun |= e instanceof OutcomeUnknownException;
                if (!begun || !mayAnswer(request, e)) {
                    return whatBecameOf(request, e);
                }
                waits.join(environment.scheduler().after(LeaseWatch.BETWEEN_LOOKS));
            } catch (MoveRefusedException e) {
                // Somebody else moves it or has moved it, or a process has begun in the place of the one that moved it.
                if (e.reason() == Reason.NOT_HERE || e.reason() == Reason.CONFLICT) {
                    return whatBecameOf(request, e);
                }
                throw e;
            }
        }
    }

    /** Whether a source that has been asked may yet say how it ended, although it did not answer this time. */
    private boolean mayAnswer(Request request, RuntimeException failure) {
        return !Thread.currentThread().isInterrupted()
                && !(failure instanceof NotExecutedException refused
                        && refused.reason() == NotExecutedException.Reason.NOT_ALLOWED)
                && environment.clock().nanoTime() - request.sinceNanos() < PATIENCE.toNanos()
                && !HostLoads.awaited(isLost(request), waits);
    }

    /** The control of the host that has it, whose call is given up once naming says that nobody will answer. */
    private HostControl watched(Request request) {
        return Node.through(
                controls.apply(request.source().endpoint()),
                next -> new LeaseWatch(next, () -> isLost(request), environment.scheduler()));
    }

    private static boolean isAsBefore(Request request, Optional<Entry> entry) {
        return entry.isPresent()
                && entry.get().binding().epoch() == request.before().epoch();
    }

    private static boolean isSameObject(Request request, Optional<Entry> entry) {
        return entry.isPresent()
                && entry.get().binding().incarnation() == request.before().incarnation();
    }

    /** Whether the process that was asked is lost, and so nobody will answer, even if its host is back. */
    private CompletionStage<Boolean> isLost(Request request) {
        return naming.hosts()
                .thenApply(living -> living.stream()
                        .noneMatch(host -> isAt(request.source(), host)
                                && host.process() == request.process().orElse(host.process())));
    }

    private static boolean isAt(Replica replica, HostPlace host) {
        return host.name().equals(replica.host()) && host.endpoint().equals(replica.endpoint());
    }

    /** Gives for how long it stood still at most, or throws why it has not moved; what went wrong, if naming does not know better. */
    private Duration whatBecameOf(Request request, RuntimeException failure) {
        try {
            for (int look = 0; look < LAST_LOOKS && !Thread.currentThread().isInterrupted(); look++) {
                Optional<Entry> entry = waits.join(naming.resolve(request.name()));
                if (!isAsBefore(request, entry)) {
                    return moved(request, entry, failure);
                }
                if (failure instanceof MoveRefusedException || !waits.join(isLost(request))) {
                    throw failure;
                }
                waits.join(environment.scheduler().after(LeaseWatch.BETWEEN_LOOKS));
            }
        } catch (CompletionException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        throw lost(
                request,
                Reason.SOURCE_UNREACHABLE,
                "it has not moved, and is there at epoch " + request.before().epoch()
                        + " if that comes back; until then whoever exports its name has it");
    }

    /** Naming has it otherwise than before. */
    private Duration moved(Request request, Optional<Entry> entry, RuntimeException failure) {
        Binding now = entry.map(Entry::binding).orElse(null);
        if (now != null
                && now.replicas().get(0).host().equals(request.target())
                && isSameObject(request, entry)
                && !entry.get().suspect()) {
            return Duration.ofNanos(environment.clock().nanoTime() - request.sinceNanos());
        }
        if (now == null) {
            throw refused(request, Reason.NOT_HERE, failure, "no object has its name any more");
        }
        String holder = now.replicas().get(0).host();
        throw refused(
                request,
                Reason.CONFLICT,
                failure,
                isSameObject(request, entry)
                        ? "somebody else has moved it, and it is at host " + holder + " now, at epoch " + now.epoch()
                        : "host " + holder + " has bound its name anew, at epoch " + now.epoch());
    }

    /** Naming knows better than whoever answered where it is; of whoever did not answer, people want to hear. */
    private static MoveRefusedException refused(
            Request request, Reason reason, RuntimeException failure, String where) {
        return failure instanceof MoveRefusedException
                ? new MoveRefusedException(reason, refusal(request.name(), request.target(), where))
                : lost(request, reason, where);
    }

    private static MoveRefusedException lost(Request request, Reason reason, String where) {
        String source = request.source().host();
        return new MoveRefusedException(
                reason,
                refusal(
                        request.name(),
                        request.target(),
                        "host " + source + ", which was to move it, does not answer; " + where));
    }

    private static String refusal(ObjectName name, String target, String why) {
        return name + " does not move to " + target + ": " + why;
    }
}
