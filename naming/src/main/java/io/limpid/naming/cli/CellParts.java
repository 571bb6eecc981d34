package io.limpid.naming.cli;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Client;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.CellControl;
import io.limpid.runtime.location.CellControl.Part;
import io.limpid.runtime.location.CellControl.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hosts of a cell, and what each says of its part when it is asked. For one thread. */
final class CellParts implements AutoCloseable {
    private final NamingOptions naming;
    private final ObjectName control;
    private final Map<String, Held> held = new LinkedHashMap<>();

    CellParts(NamingOptions naming, ObjectName cell) {
        this.naming = naming;
        this.control = CellControl.nameOf(cell);
    }

    /**
     * One host.
     *
     * @param name the host's
     * @param part null if it did not tell
     */
    record Found(String name, Endpoint endpoint, @Nullable Part part) {
        boolean leads() {
            return part != null && part.leads();
        }

        /** As the other peers know it; empty if it did not tell. */
        Optional<Peer> self() {
            return Optional.ofNullable(part).map(Part::self);
        }

        /** -1 if it has applied nothing, or did not tell. */
        long applied() {
            return part == null ? -1 : part.applied();
        }

        boolean isPeer(String id) {
            return part != null && part.self().id().equals(id);
        }
    }

    private record Held(Endpoint endpoint, Client client) {}

    /** Takes a host in, once. */
    void add(String host, Endpoint endpoint) {
        held.computeIfAbsent(host, name -> new Held(endpoint, naming.openAt(control, CellControl.class, endpoint)));
    }

    /** Asks each host for its part, in the order in which they were taken in. */
    List<Found> ask() {
        List<Found> found = new ArrayList<>();
        held.forEach((host, at) -> found.add(new Found(host, at.endpoint(), part(at))));
        return found;
    }

    /** Asks one again; empty if it does not tell. */
    Optional<Part> askAgain(Found host) {
        return Optional.ofNullable(part(heldOf(host)));
    }

    private @Nullable Part part(Held at) {
        try {
            CellControl stub = at.client().lookup(CellControl.class, control.path());
            return at.client().withTimeout(stub, naming.timeout()).part();
        } catch (NotExecutedException e) {
            if (e.reason() == NotExecutedException.Reason.NOT_ALLOWED) {
                throw e;
            }
            return null;
        } catch (OutcomeUnknownException e) {
            return null;
        }
    }

    /** With the patience of a change. */
    CellControl at(Found host) {
        return heldOf(host).client().lookup(CellControl.class, control.path());
    }

    private Held heldOf(Found host) {
        Held at = held.get(host.name());
        if (at == null) {
            throw new IllegalArgumentException("host: " + host.name() + " (expected: one that was taken in)");
        }
        return at;
    }

    /** All peers of the cell, as one host knows them. */
    static List<Peer> peers(Found host) {
        return host.part() == null ? List.of() : host.part().peers();
    }

    static Optional<Found> leader(Collection<Found> found) {
        return found.stream().filter(Found::leads).findFirst();
    }

    @Override
    public void close() {
        held.values().forEach(at -> at.client().close());
    }
}
