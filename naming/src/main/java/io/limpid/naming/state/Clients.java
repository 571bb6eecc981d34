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

    /** The highest granted. Every id up to it that has no living lease, and is not {@link #unknown}, is over for ever. */
    private long last;

    private final UnknownIds unknown = new UnknownIds();

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
            if (!unknown.mayLive(clientId)) {
                return new Answer.Ended();
            }
            principals.put(clientId, principal);
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
        if (leases.lives(clientId)) {
            end(clientId);
            leases.end(clientId);
        }
        return new Answer.Done();
    }

    private void end(long clientId) {
        principals.remove(clientId);
        unknown.ended(clientId);
    }

    private boolean isAnothers(long clientId, String principal) {
        return !principals.getOrDefault(clientId, principal).equals(principal);
    }

    /** Of those that were granted, in the order in which they are asked for. */
    List<ClientOwner> owners(List<Long> clientIds) {
        return clientIds.stream()
                .filter(id -> leases.lives(id) || isOver(id))
                .map(id -> new ClientOwner(id, !leases.lives(id), principals.getOrDefault(id, "")))
                .toList();
    }

    List<Long> ended(List<Long> clientIds) {
        return clientIds.stream().filter(this::isOver).toList();
    }

    private boolean isOver(long clientId) {
        return clientId > 0 && clientId <= last && !leases.lives(clientId) && !unknown.mayLive(clientId);
    }

    void giveAllAFullTerm(long now, long term) {
        leases.giveAllAFullTerm(now, term);
        unknown.giveAFullTerm(now, term);
    }

    void endOverdue(long now, long term) {
        leases.endOverdue(now, term).forEach(this::end);
        unknown.endIfDue(now);
    }

    long nextEnd() {
        return Math.min(leases.nextEnd(), unknown.nextEnd());
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

    /** What another naming needs to go on with these clients. */
    void writeCopy(Output out, EntryWriter entries) {
        out.writeLong(unknown.certain(last));
        out.writeLong(last);
        out.writeList(unknown.over(), out::writeLong);
        leases.writeTo(out, id -> {
            out.writeLong(id);
            entries.writePrincipal(principals.getOrDefault(id, ""));
        });
    }

    /**
     * Goes on with the clients of a copy.
     *
     * @param ahead by how much the count jumps, so that it is beyond what was granted after the copy was made
     * @param atLeast where it stands then at least
     */
    void readCopy(Input in, EntryReader entries, long ahead, long atLeast) throws IOException {
        long certain = in.readLong();
        last = Math.max(in.readLong() + ahead, atLeast);
        unknown.begin(certain, last, in.readList(Input::readLong));
        readLeases(in, entries, true);
    }

    void writeUnknownTo(Output out) {
        unknown.writeTo(out);
    }

    void readUnknownFrom(Input in) throws IOException {
        unknown.readFrom(in);
    }

    /** @param withPrincipals whether they are written there; else nobody showed a certificate */
    void readFrom(Input in, EntryReader entries, boolean withPrincipals) throws IOException {
        last = in.readLong();
        readLeases(in, entries, withPrincipals);
    }

    private void readLeases(Input in, EntryReader entries, boolean withPrincipals) throws IOException {
        principals.clear();
        leases.readFrom(in, from -> {
            long id = from.readLong();
            principals.put(id, withPrincipals ? entries.readPrincipal() : "");
            return id;
        });
    }
}
