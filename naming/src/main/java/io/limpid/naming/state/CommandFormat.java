package io.limpid.naming.state;

import io.limpid.naming.state.Command.Begin;
import io.limpid.naming.state.Command.Bind;
import io.limpid.naming.state.Command.CloseClient;
import io.limpid.naming.state.Command.JoinGroup;
import io.limpid.naming.state.Command.JoinHost;
import io.limpid.naming.state.Command.LeaveHost;
import io.limpid.naming.state.Command.OpenClient;
import io.limpid.naming.state.Command.Rebind;
import io.limpid.naming.state.Command.RenewClient;
import io.limpid.naming.state.Command.RenewHost;
import io.limpid.naming.state.Command.Restore;
import io.limpid.naming.state.Command.Tick;
import io.limpid.naming.state.Command.Unbind;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Seat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** Commands as bytes: the kind, the leader's time, the rest in the order of the record. */
final class CommandFormat {
    private static final int BEGIN = 1;
    private static final int TICK = 2;
    private static final int OPEN_ANYBODYS_CLIENT = 3;
    private static final int RENEW_ANYBODYS_CLIENT = 4;
    private static final int CLOSE_ANYBODYS_CLIENT = 5;
    private static final int JOIN_HOST = 6;
    private static final int RENEW_HOST = 7;
    private static final int LEAVE_HOST = 8;
    private static final int BIND = 9;
    private static final int REBIND_BY_ANYBODY = 10;
    private static final int UNBIND_BY_ANYBODY = 11;
    private static final int OPEN_CLIENT = 12;
    private static final int RENEW_CLIENT = 13;
    private static final int CLOSE_CLIENT = 14;
    private static final int JOIN_GROUP = 15;
    private static final int REBIND_WITH_CONSENT = 16;
    private static final int BEGIN_COUNTING = 17;
    private static final int RESTORE = 18;
    private static final int UNBIND_WITH_CONSENT = 19;

    /** By how much the count of changes followed the wall clock in older logs. */
    private static final int ONE_CHANGE_A_MILLI = 1;

    /** Logs that are older than the principals of clients have their commands without one. */
    private static final String ANYBODY = "";

    private CommandFormat() {}

    static void write(Command command, Output out) {
        if (command instanceof Begin begin) {
            start(BEGIN_COUNTING, command, out);
            begin.terms().writeTo(out);
            out.writeLong(begin.wallMillis());
            out.writeLong(begin.changesPerMilli());
        } else if (command instanceof Restore restore) {
            start(RESTORE, command, out);
            out.writeLong(restore.wallMillis());
            out.writeUuid(restore.copy());
            out.writeLong(restore.index());
            out.writeLong(restore.parts());
            byte[] part = new byte[restore.part().remaining()];
            restore.part().duplicate().get(part);
            out.writeBytes(part);
        } else if (command instanceof Tick tick) {
            start(TICK, command, out);
            tick.terms().writeTo(out);
        } else if (command instanceof OpenClient open) {
            start(OPEN_CLIENT, command, out);
            out.writeLong(open.term());
            out.writeString(open.principal());
        } else if (command instanceof RenewClient renew) {
            start(RENEW_CLIENT, command, out);
            out.writeLong(renew.term());
            out.writeLong(renew.clientId());
            out.writeString(renew.principal());
        } else if (command instanceof CloseClient close) {
            start(CLOSE_CLIENT, command, out);
            out.writeLong(close.clientId());
            out.writeString(close.principal());
        } else if (command instanceof JoinHost join) {
            start(JOIN_HOST, command, out);
            out.writeLong(join.term());
            process(join.host(), join.instance(), out);
            out.writeEndpoint(join.endpoint());
        } else if (command instanceof RenewHost renew) {
            start(RENEW_HOST, command, out);
            out.writeLong(renew.term());
            process(renew.host(), renew.instance(), out);
        } else if (command instanceof LeaveHost leave) {
            start(LEAVE_HOST, command, out);
            process(leave.host(), leave.instance(), out);
        } else {
            writeOfName(command, out);
        }
    }

    private static void writeOfName(Command command, Output out) {
        if (command instanceof Bind bind) {
            start(BIND, command, out);
            out.writeString(bind.name().path());
            out.writeString(bind.type().name());
            process(bind.host(), bind.instance(), out);
        } else if (command instanceof JoinGroup join) {
            start(JOIN_GROUP, command, out);
            out.writeString(join.name().path());
            out.writeString(join.type().name());
            new EntryWriter(out).writeRole(join.seat().role());
            out.writeString(join.seat().zone());
            process(join.host(), join.instance(), out);
        } else if (command instanceof Rebind rebind) {
            start(rebind.consent().isPresent() ? REBIND_WITH_CONSENT : REBIND_BY_ANYBODY, command, out);
            out.writeString(rebind.name().path());
            out.writeLong(rebind.expectedEpoch());
            process(rebind.host(), rebind.instance(), out);
            rebind.consent().ifPresent(out::writeUuid);
        } else if (command instanceof Unbind unbind) {
            start(unbind.consent().isPresent() ? UNBIND_WITH_CONSENT : UNBIND_BY_ANYBODY, command, out);
            out.writeString(unbind.name().path());
            out.writeLong(unbind.expectedEpoch());
            unbind.consent().ifPresent(out::writeUuid);
        } else {
            throw new IllegalStateException("no format for " + command);
        }
    }

    static Command read(Input in) throws IOException {
        int kind = in.readByte();
        long at = in.readLong();
        return switch (kind) {
            case BEGIN -> new Begin(at, Terms.read(in), in.readLong(), ONE_CHANGE_A_MILLI);
            case BEGIN_COUNTING -> new Begin(at, Terms.read(in), in.readLong(), in.readInt());
            case RESTORE -> new Restore(at, in.readLong(), in.readUuid(), in.readInt(), in.readInt(), part(in));
            case TICK -> new Tick(at, Terms.read(in));
            case OPEN_ANYBODYS_CLIENT -> new OpenClient(at, in.readLong(), ANYBODY);
            case RENEW_ANYBODYS_CLIENT -> new RenewClient(at, in.readLong(), in.readLong(), ANYBODY);
            case CLOSE_ANYBODYS_CLIENT -> new CloseClient(at, in.readLong(), ANYBODY);
            case OPEN_CLIENT -> new OpenClient(at, in.readLong(), in.readString());
            case RENEW_CLIENT -> new RenewClient(at, in.readLong(), in.readLong(), in.readString());
            case CLOSE_CLIENT -> new CloseClient(at, in.readLong(), in.readString());
            case JOIN_HOST -> new JoinHost(at, in.readLong(), in.readString(), in.readUuid(), in.readEndpoint());
            case RENEW_HOST -> new RenewHost(at, in.readLong(), in.readString(), in.readUuid());
            case LEAVE_HOST -> new LeaveHost(at, in.readString(), in.readUuid());
            case BIND -> new Bind(at, name(in), new InterfaceId(in.readString()), in.readString(), in.readUuid());
            case REBIND_BY_ANYBODY ->
                new Rebind(at, name(in), in.readLong(), in.readString(), in.readUuid(), Optional.empty());
            case REBIND_WITH_CONSENT ->
                new Rebind(at, name(in), in.readLong(), in.readString(), in.readUuid(), Optional.of(in.readUuid()));
            case UNBIND_BY_ANYBODY -> new Unbind(at, name(in), in.readLong(), Optional.empty());
            case UNBIND_WITH_CONSENT -> new Unbind(at, name(in), in.readLong(), Optional.of(in.readUuid()));
            case JOIN_GROUP ->
                new JoinGroup(at, name(in), new InterfaceId(in.readString()), seat(in), in.readString(), in.readUuid());
            default ->
                throw new IOException("kind " + kind + " (expected: " + BEGIN + " to " + UNBIND_WITH_CONSENT + ")");
        };
    }

    private static void start(int kind, Command command, Output out) {
        out.writeByte(kind);
        out.writeLong(command.at());
    }

    private static void process(String host, UUID instance, Output out) {
        out.writeString(host);
        out.writeUuid(instance);
    }

    private static ByteBuffer part(Input in) throws IOException {
        return ByteBuffer.wrap(in.readBytes(Integer.MAX_VALUE));
    }

    private static Seat seat(Input in) throws IOException {
        return new Seat(new EntryReader(in).readRole(), in.readString());
    }

    private static ObjectName name(Input in) throws IOException {
        return new ObjectName(in.readString());
    }
}
