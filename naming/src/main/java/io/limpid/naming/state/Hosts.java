package io.limpid.naming.state;

import io.limpid.naming.state.Names.Holder;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming.HostPlace;
import io.limpid.runtime.location.ProcessMark;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The registered host processes. One is living until its lease ends; then what it holds is suspect, and it is remembered for a
 * further term, in which its name stays with its endpoint. After that it is gone. In both cases it has to join again: what it held may
 * be another's by now, and it must look before it serves on. Its bindings stay, suspect, until somebody
 * binds or unbinds the name, because callers may reach it even where naming does not.
 */
final class Hosts {
    /** More than anybody looks through, and still one answer. */
    private static final int MOST_TOLD = 10_000;

    /** For the hosts of a naming that was lost. */
    private static final int TERMS_TO_COME_BACK = 2;

    private final NavigableMap<String, Registration> registered = new TreeMap<>();
    private final Leases<String> living = new Leases<>();
    private final Names names;

    /** When those who held something by a copy and have not come are given up, in naming's time; 0 if this is no restored naming, or they are. */
    private long restoredGoneAt;

    Hosts(Names names) {
        this.names = names;
    }

    /** @param goneAt in naming's time, milliseconds; {@code Long.MAX_VALUE} while the lease lives */
    private record Registration(Holder holder, long goneAt) {
        boolean isOf(UUID instance) {
            return holder.instance().equals(instance);
        }

        Endpoint endpoint() {
            return holder.place().get(0).endpoint();
        }

        HostPlace place(String host) {
            return new HostPlace(host, endpoint(), ProcessMark.of(holder.instance()));
        }
    }

    Answer join(String host, UUID instance, Endpoint endpoint, long now, long term) {
        Registration present = registered.get(host);
        Holder holder = new Holder(instance, List.of(new Replica(host, endpoint, Replica.Role.PRIMARY)));
        if (present != null && !present.holder().equals(holder) && (living.lives(host) || present.isOf(instance))) {
            return new Answer.HostTaken(present.endpoint());
        }
        if (present != null && !present.isOf(instance)) {
            names.giveUp(Set.of(present.holder().instance()));
        }
        return revive(host, holder, now, term);
    }

    Answer renew(String host, UUID instance, long now, long term) {
        return holder(host, instance)
                .map(holder -> revive(host, holder, now, term))
                .orElseGet(Answer.Ended::new);
    }

    void leave(String host, UUID instance) {
        Registration present = registered.get(host);
        if (present != null && present.isOf(instance)) {
            registered.remove(host);
            living.end(host);
        }
        // Also what it held when it was given up: it says itself that it goes.
        names.free(instance);
    }

    /** The process that may bind: registered, and its lease lives. */
    Optional<Holder> holder(String host, UUID instance) {
        return living.lives(host)
                ? Optional.ofNullable(registered.get(host))
                        .filter(registration -> registration.isOf(instance))
                        .map(Registration::holder)
                : Optional.empty();
    }

    void giveAllAFullTerm(long now, long term) {
        living.giveAllAFullTerm(now, term);
        registered.replaceAll((host, registration) ->
                new Registration(registration.holder(), Math.max(registration.goneAt(), now + term)));
        if (restoredGoneAt > 0) {
            restoredGoneAt = Math.max(restoredGoneAt, now + TERMS_TO_COME_BACK * term);
        }
    }

    /** Naming was restored: no lease of a host lives, and all have to come back. */
    void restore() {
        restoredGoneAt = 1;
    }

    void endOverdue(long now, long term) {
        Set<UUID> gone = new HashSet<>();
        registered.values().removeIf(registration -> {
            boolean overdue = registration.goneAt() <= now;
            return overdue && gone.add(registration.holder().instance());
        });
        if (restoredGoneAt > 0 && restoredGoneAt <= now) {
            restoredGoneAt = 0;
            gone.add(Held.NOBODY);
        }
        Set<UUID> silent = new HashSet<>();
        for (String host : living.endOverdue(now, term)) {
            Registration registration = registered.get(host);
            if (registration != null) {
                registered.put(host, new Registration(registration.holder(), now + term));
                silent.add(registration.holder().instance());
            }
        }
        if (!silent.isEmpty()) {
            names.suspect(silent);
        }
        if (!gone.isEmpty()) {
            names.giveUp(gone);
        }
    }

    /** Whether naming was restored, and hosts may have names that it does not know yet. */
    boolean areComingBack() {
        return restoredGoneAt > 0;
    }

    /** When {@link #endOverdue} has something to do, if nobody renews. */
    long nextEnd() {
        long restoredEnd = restoredGoneAt == 0 ? Long.MAX_VALUE : restoredGoneAt;
        return registered.values().stream()
                .mapToLong(Registration::goneAt)
                .reduce(Math.min(restoredEnd, living.nextEnd()), Math::min);
    }

    /** Those whose leases live, in the order of their names. */
    List<HostPlace> living() {
        return registered.entrySet().stream()
                .filter(host -> living.lives(host.getKey()))
                .limit(MOST_TOLD)
                .map(host -> host.getValue().place(host.getKey()))
                .toList();
    }

    int size() {
        return registered.size();
    }

    private Answer revive(String host, Holder holder, long now, long term) {
        boolean heardOfAgain = !living.lives(host);
        registered.put(host, new Registration(holder, Long.MAX_VALUE));
        living.grant(host, now, term);
        if (heardOfAgain) {
            names.trust(holder);
        }
        return new Answer.Granted(0);
    }

    void writeRestoredTo(Output out) {
        out.writeLong(restoredGoneAt);
    }

    void readRestoredFrom(Input in) throws IOException {
        restoredGoneAt = in.readLong();
    }

    void writeTo(Output out, EntryWriter entries) {
        out.writeLong(registered.size());
        registered.forEach((host, registration) -> {
            out.writeString(host);
            entries.writeInstance(registration.holder().instance());
            entries.writePlace(registration.holder().place());
            out.writeLong(registration.goneAt());
        });
        living.writeTo(out, out::writeString);
    }

    void readFrom(Input in, EntryReader entries) throws IOException {
        registered.clear();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            String host = in.readString();
            Holder holder = new Holder(entries.readInstance(), entries.readPlace());
            registered.put(host, new Registration(holder, in.readLong()));
        }
        living.readFrom(in, Input::readString);
    }
}
