package io.limpid.naming.state;

import io.limpid.runtime.location.Naming.ClientOwner;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The client ids: none is granted twice, each belongs to whoever it was granted to, and each lives for as long as that one says so. Of an
 * id that is over nothing is remembered but that.
 */
final class Clients {
    private final Leases<Long> leases = new Leases<>();

    /** To whom the living ones were granted; equal principals are one object. */
    private final Map<Long, String> principals = new HashMap<>();

    /** The highest granted. Every id up to it that has no living lease is over for ever. */
    private long last;

    /** Goes on from this number at least. */
    void goOnFrom(long clientId) {
        last = Math.max(last, clientId);
    }

    Answer open(String principal, long now, long term) {
        last++;
        leases.grant(last, now, term);
        principals.put(last, principal);
        return new Answer.Granted(last);
    }

    Answer renew(long clientId, String principal, long now, long term) {
        if (!leases.lives(clientId)) {
            return new Answer.Ended();
        }
        if (isAnothers(clientId, principal)) {
            return new Answer.Denied();
        }
        leases.grant(clientId, now, term);
        return new Answer.Granted(clientId);
    }

    Answer close(long clientId, String principal) {
        if (isAnothers(clientId, principal)) {
            return new Answer.Denied();
        }
        leases.end(clientId);
        principals.remove(clientId);
        return new Answer.Done();
    }

    private boolean isAnothers(long clientId, String principal) {
        return !principals.getOrDefault(clientId, principal).equals(principal);
    }

    /** Of those that were granted, in the order in which they are asked for. */
    List<ClientOwner> owners(List<Long> clientIds) {
        return clientIds.stream()
                .filter(this::wasGranted)
                .map(id -> new ClientOwner(id, !leases.lives(id), principals.getOrDefault(id, "")))
                .toList();
    }

    List<Long> ended(List<Long> clientIds) {
        return clientIds.stream()
                .filter(id -> wasGranted(id) && !leases.lives(id))
                .toList();
    }

    private boolean wasGranted(long clientId) {
        return clientId > 0 && clientId <= last;
    }

    void giveAllAFullTerm(long now, long term) {
        leases.giveAllAFullTerm(now, term);
    }

    void endOverdue(long now, long term) {
        leases.endOverdue(now, term).forEach(principals::remove);
    }

    long nextEnd() {
        return leases.nextEnd();
    }

    int size() {
        return leases.size();
    }

    void writeTo(Output out, EntryWriter entries) {
        out.writeLong(last);
        leases.writeTo(out, id -> {
            out.writeLong(id);
            entries.writePrincipal(principals.getOrDefault(id, ""));
        });
    }

    /** @param withPrincipals whether they are written there; else nobody showed a certificate */
    void readFrom(Input in, EntryReader entries, boolean withPrincipals) throws IOException {
        last = in.readLong();
        principals.clear();
        leases.readFrom(in, from -> {
            long id = from.readLong();
            principals.put(id, withPrincipals ? entries.readPrincipal() : "");
            return id;
        });
    }
}
