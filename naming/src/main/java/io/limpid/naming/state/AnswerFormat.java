package io.limpid.naming.state;

import io.limpid.naming.state.Answer.Began;
import io.limpid.naming.state.Answer.Bound;
import io.limpid.naming.state.Answer.Changed;
import io.limpid.naming.state.Answer.Conflict;
import io.limpid.naming.state.Answer.Copied;
import io.limpid.naming.state.Answer.Counted;
import io.limpid.naming.state.Answer.Denied;
import io.limpid.naming.state.Answer.Done;
import io.limpid.naming.state.Answer.Ended;
import io.limpid.naming.state.Answer.Found;
import io.limpid.naming.state.Answer.Full;
import io.limpid.naming.state.Answer.Granted;
import io.limpid.naming.state.Answer.HostTaken;
import io.limpid.naming.state.Answer.Listed;
import io.limpid.naming.state.Answer.Living;
import io.limpid.naming.state.Answer.NotYet;
import io.limpid.naming.state.Answer.Over;
import io.limpid.naming.state.Answer.Owned;
import io.limpid.naming.state.Answer.Restoring;
import io.limpid.naming.state.Answer.Taken;
import io.limpid.naming.state.Answer.Ticked;
import io.limpid.runtime.location.Naming.Changes;
import io.limpid.runtime.location.Naming.ClientOwner;
import io.limpid.runtime.location.Naming.HostPlace;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Answers as bytes: the kind, then the fields in the order of the record. */
final class AnswerFormat {
    private static final int DONE = 1;
    private static final int BEGAN = 2;
    private static final int TICKED = 3;
    private static final int GRANTED = 4;
    private static final int ENDED = 5;
    private static final int HOST_TAKEN = 6;
    private static final int BOUND = 7;
    private static final int TAKEN = 8;
    private static final int CONFLICT = 9;
    private static final int FOUND = 10;
    private static final int LISTED = 11;
    private static final int CHANGED = 12;
    private static final int OVER = 13;
    private static final int COUNTED = 14;
    private static final int DENIED = 15;
    private static final int OWNED = 16;
    private static final int LIVING = 17;
    private static final int FULL = 18;
    private static final int RESTORING = 19;
    private static final int COPIED = 20;
    private static final int NOT_YET = 21;

    private AnswerFormat() {}

    static void write(Answer answer, Output out) {
        if (answer instanceof Done) {
            out.writeByte(DONE);
        } else if (answer instanceof Began began) {
            number(BEGAN, began.time(), out);
        } else if (answer instanceof Ticked ticked) {
            number(TICKED, ticked.nextEnd(), out);
        } else if (answer instanceof Granted granted) {
            number(GRANTED, granted.clientId(), out);
        } else if (answer instanceof Ended) {
            out.writeByte(ENDED);
        } else if (answer instanceof Denied) {
            out.writeByte(DENIED);
        } else if (answer instanceof NotYet) {
            out.writeByte(NOT_YET);
        } else if (answer instanceof HostTaken taken) {
            out.writeByte(HOST_TAKEN);
            out.writeEndpoint(taken.endpoint());
        } else if (answer instanceof Bound bound) {
            out.writeByte(BOUND);
            new EntryWriter(out).writeBinding(bound.binding());
        } else if (answer instanceof Taken taken) {
            out.writeByte(TAKEN);
            new EntryWriter(out).writeBinding(taken.holder());
        } else if (answer instanceof Full full) {
            number(FULL, full.most(), out);
        } else if (answer instanceof Restoring restoring) {
            number(RESTORING, restoring.next(), out);
        } else if (answer instanceof Conflict conflict) {
            number(CONFLICT, conflict.actualEpoch(), out);
        } else {
            writeToQuery(answer, out);
        }
    }

    private static void writeToQuery(Answer answer, Output out) {
        EntryWriter entries = new EntryWriter(out);
        if (answer instanceof Found found) {
            number(FOUND, found.revision(), out);
            entries.writeOptional(found.entry());
        } else if (answer instanceof Listed listed) {
            out.writeByte(LISTED);
            out.writeList(listed.entries(), entries::writeEntry);
        } else if (answer instanceof Changed changed) {
            number(CHANGED, changed.changes().revision(), out);
            out.writeBoolean(changed.changes().resync());
            out.writeList(changed.changes().events(), entries::writeChange);
        } else if (answer instanceof Over over) {
            out.writeByte(OVER);
            out.writeList(over.clientIds(), out::writeLong);
        } else if (answer instanceof Owned owned) {
            out.writeByte(OWNED);
            out.writeList(owned.owners(), owner -> {
                out.writeLong(owner.clientId());
                out.writeBoolean(owner.isOver());
                out.writeString(owner.principal());
            });
        } else if (answer instanceof Living living) {
            out.writeByte(LIVING);
            out.writeList(living.hosts(), host -> {
                out.writeString(host.name());
                out.writeEndpoint(host.endpoint());
                out.writeLong(host.process());
            });
        } else if (answer instanceof Copied copied) {
            out.writeByte(COPIED);
            out.writeBytes(bytes(copied.bytes()));
        } else if (answer instanceof Counted counted) {
            number(COUNTED, counted.time(), out);
            out.writeLong(counted.revision());
            out.writeLong(counted.names());
            out.writeLong(counted.hosts());
            out.writeLong(counted.clients());
        } else {
            throw new IllegalStateException("no format for " + answer);
        }
    }

    static Answer read(Input in) throws IOException {
        EntryReader entries = new EntryReader(in);
        int kind = in.readByte();
        return switch (kind) {
            case DONE -> new Done();
            case BEGAN -> new Began(in.readLong());
            case TICKED -> new Ticked(in.readLong());
            case GRANTED -> new Granted(in.readLong());
            case ENDED -> new Ended();
            case HOST_TAKEN -> new HostTaken(in.readEndpoint());
            case BOUND -> new Bound(entries.readBinding());
            case TAKEN -> new Taken(entries.readBinding());
            case CONFLICT -> new Conflict(in.readLong());
            case FOUND -> new Found(in.readLong(), entries.readOptional());
            case LISTED -> new Listed(in.readList(element -> entries.readEntry()));
            case CHANGED ->
                new Changed(new Changes(in.readLong(), in.readBoolean(), in.readList(element -> entries.readChange())));
            case OVER -> new Over(in.readList(Input::readLong));
            case COUNTED -> new Counted(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
            case DENIED -> new Denied();
            case OWNED ->
                new Owned(in.readList(element -> new ClientOwner(in.readLong(), in.readBoolean(), in.readString())));
            case LIVING ->
                new Living(in.readList(element -> new HostPlace(in.readString(), in.readEndpoint(), in.readLong())));
            case FULL -> new Full(in.readInt());
            case NOT_YET -> new NotYet();
            case RESTORING -> new Restoring(in.readInt());
            case COPIED -> new Copied(ByteBuffer.wrap(in.readBytes(Integer.MAX_VALUE)));
            default -> throw new IOException("kind " + kind + " (expected: " + DONE + " to " + NOT_YET + ")");
        };
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static void number(int kind, long value, Output out) {
        out.writeByte(kind);
        out.writeLong(value);
    }
}
