package io.limpid.naming.state;

import io.limpid.naming.state.Command.JoinGroup;
import io.limpid.naming.state.Names.Holder;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * All that naming remembers: what each command does to it and what each query gets.
 *
 * <p>Time is a number that commands bring along; it never goes back. It decides nothing but which leases end in a {@link
 * Command.Tick}: whether a holder lives is, everywhere else, whether its lease has been ended by one. Only this package sees what
 * is inside.
 */
public final class NamingState {
    /** 2025-01-01, where the counts that follow the wall clock have their origin, to keep them short. */
    private static final long ORIGIN_MILLIS = 1_735_689_600_000L;

    /** Client ids go on from the wall clock's milliseconds times this, which outruns any rate of granting them. */
    private static final int CLIENT_IDS_PER_MILLI = 1 << 20;

    /** By how much the count of changes follows the wall clock, which outruns any rate of making them. */
    static final int CHANGES_PER_MILLI = 1 << 10;

    /**
     * A restored naming's counts begin so many milliseconds' worth beyond its copy's, or at the wall clock's time: whatever was counted
     * after the copy was made is behind them, even if the clock is behind by some hours.
     */
    private static final long ERA_MILLIS = 1L << 26;

    private static final int COPY_FORMAT = 1;

    private final History history = new History();
    private final Names names = new Names(history);
    private final Hosts hosts = new Hosts(names);
    private final Clients clients = new Clients();
    private final Restoration restoration = new Restoration();

    private long time;

    NamingState() {}

    void advance(long at) {
        time = Math.max(time, at);
    }

    List<Change> takeFresh() {
        return history.takeFresh();
    }

    Answer begin(Terms terms, long wallMillis, int changesPerMilli) {
        long sinceOrigin = sinceOrigin(wallMillis);
        history.jumpTo(sinceOrigin * changesPerMilli);
        clients.goOnFrom(sinceOrigin * CLIENT_IDS_PER_MILLI);
        hosts.giveAllAFullTerm(time, terms.hostMillis());
        clients.giveAllAFullTerm(time, terms.clientMillis());
        return new Answer.Began(time);
    }

    private static long sinceOrigin(long wallMillis) {
        return Math.max(0, wallMillis - ORIGIN_MILLIS);
    }

    Answer restore(Command.Restore restore) {
        if (restoration.isDone(restore.copy())) {
            return new Answer.Restoring(restore.parts());
        }
        if (restoration.isDone() || history.revision() > 0 || hosts.size() > 0 || clients.size() > 0) {
            return new Answer.Denied();
        }
        int wanted = restoration.take(restore.copy(), restore.index(), restore.part());
        if (wanted == restore.parts()) {
            byte[] copy = restoration.finish();
            try {
                readCopy(new Input(new ByteArrayInputStream(copy)), restore.wallMillis());
            } catch (IOException e) {
                throw new IllegalStateException(
                        "naming cannot read a copy; it was made by another version, use that", e);
            }
        }
        return new Answer.Restoring(wanted);
    }

    Answer tick(Terms terms) {
        hosts.endOverdue(time, terms.hostMillis());
        clients.endOverdue(time, terms.clientMillis());
        return new Answer.Ticked(Math.min(hosts.nextEnd(), clients.nextEnd()));
    }

    Answer openClient(long term, String principal) {
        return clients.open(principal, time, term);
    }

    Answer renewClient(long term, long clientId, String principal) {
        return clients.renew(clientId, principal, time, term);
    }

    Answer closeClient(long clientId, String principal) {
        return clients.close(clientId, principal);
    }

    Answer joinHost(long term, String host, UUID instance, Endpoint endpoint) {
        return hosts.join(host, instance, endpoint, time, term);
    }

    Answer renewHost(long term, String host, UUID instance) {
        return hosts.renew(host, instance, time, term);
    }

    Answer leaveHost(String host, UUID instance) {
        hosts.leave(host, instance);
        return new Answer.Done();
    }

    Answer bind(ObjectName name, InterfaceId type, String host, UUID instance) {
        return byHolder(host, instance, holder -> names.bind(name, type, holder));
    }

    Answer joinGroup(JoinGroup join) {
        return byHolder(join.host(), join.instance(), holder -> names.join(join, holder));
    }

    Answer rebind(ObjectName name, long expectedEpoch, String host, UUID instance, Optional<UUID> consent) {
        return byHolder(host, instance, holder -> names.rebind(name, expectedEpoch, holder, consent));
    }

    Answer unbind(ObjectName name, long expectedEpoch, Optional<UUID> consent) {
        return names.unbind(name, expectedEpoch, consent);
    }

    Answer resolve(ObjectName name) {
        Optional<Entry> entry = names.find(name);
        return entry.isEmpty() && hosts.areComingBack()
                ? new Answer.NotYet()
                : new Answer.Found(history.revision(), entry);
    }

    Answer list(String prefix, String after, int limit) {
        return new Answer.Listed(names.list(prefix, after, limit));
    }

    Answer since(String prefix, long after, int limit) {
        return new Answer.Changed(history.since(prefix, after, limit));
    }

    Answer endedClients(List<Long> clientIds) {
        return new Answer.Over(clients.ended(clientIds));
    }

    Answer clientOwners(List<Long> clientIds) {
        return new Answer.Owned(clients.owners(clientIds));
    }

    Answer livingHosts() {
        return new Answer.Living(hosts.living());
    }

    Answer copy() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeCopy(new Output(bytes));
        return new Answer.Copied(ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer());
    }

    Answer counts() {
        return new Answer.Counted(time, history.revision(), names.size(), hosts.size(), clients.size());
    }

    private Answer byHolder(String host, UUID instance, Function<Holder, Answer> action) {
        Optional<Holder> holder = hosts.holder(host, instance);
        return holder.isPresent() ? action.apply(holder.get()) : new Answer.Ended();
    }

    void writeTo(Output out) {
        EntryWriter entries = new EntryWriter(out);
        out.writeLong(time);
        clients.writeTo(out, entries);
        hosts.writeTo(out, entries);
        names.writeTo(out, entries);
        history.writeTo(out, entries);
        clients.writeUnknownTo(out);
        hosts.writeRestoredTo(out);
        restoration.writeTo(out);
    }

    /**
     * What a naming needs that goes on after this one was lost. No host is in it, because all of them have to come back, and nothing that
     * proves who one is.
     */
    private void writeCopy(Output out) {
        EntryWriter entries = new EntryWriter(out);
        out.writeByte(COPY_FORMAT);
        out.writeLong(time);
        out.writeLong(history.revision());
        clients.writeCopy(out, entries);
        names.writeCopy(out, entries);
    }

    private void readCopy(Input in, long wallMillis) throws IOException {
        EntryReader entries = new EntryReader(in);
        int format = in.readByte();
        if (format != COPY_FORMAT) {
            throw new IOException("copy of naming in format " + format + " (expected: " + COPY_FORMAT + ")");
        }
        time = Math.max(time, in.readLong());
        long sinceOrigin = sinceOrigin(wallMillis);
        history.restore(Math.max(in.readLong() + ERA_MILLIS * CHANGES_PER_MILLI, sinceOrigin * CHANGES_PER_MILLI));
        clients.readCopy(in, entries, ERA_MILLIS * CLIENT_IDS_PER_MILLI, sinceOrigin * CLIENT_IDS_PER_MILLI);
        names.readCopy(in, entries);
        hosts.restore();
    }

    /** Reads a copy to the end, to tell that it can be. */
    static void check(byte[] copy) throws IOException {
        new NamingState().readCopy(new Input(new ByteArrayInputStream(copy)), 0);
    }

    /** @param format of the snapshot */
    void readFrom(Input in, int format) throws IOException {
        EntryReader entries = new EntryReader(in);
        time = in.readLong();
        clients.readFrom(in, entries, format >= NamingStateMachine.FORMAT_WITH_PRINCIPALS);
        hosts.readFrom(in, entries);
        names.readFrom(in, entries);
        history.readFrom(in, entries);
        if (format >= NamingStateMachine.FORMAT_WITH_RESTORATION) {
            clients.readUnknownFrom(in);
            hosts.readRestoredFrom(in);
            restoration.readFrom(in);
        }
    }
}
