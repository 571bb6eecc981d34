package io.limpid.cell;

import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.RecordKey;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;

/**
 * A call as it stands in the log. Immutable.
 *
 * @param object which object is called
 * @param type by which interface
 * @param method the method's wire number
 * @param id the call's identity
 * @param acknowledged the client has the answers of all its calls of this object with sequences below; 0 where it does not say
 * @param time the wall clock's at the leader
 * @param seed of the call's chance, drawn by the leader
 * @param arguments as they came
 */
record CellEntry(
        ObjectName object,
        InterfaceId type,
        int method,
        RecordKey id,
        long acknowledged,
        Instant time,
        long seed,
        byte[] arguments) {
    /** Of the form below; read by every later version. */
    private static final int FORM = 1;

    static CellEntry of(Request request, Instant time, long seed) {
        return new CellEntry(
                request.object(),
                request.type(),
                request.method(),
                new RecordKey(
                        new ClientKey(
                                request.id().clientId(), request.connection().principal()),
                        request.id().sequence()),
                request.acknowledged(),
                time,
                seed,
                request.payload().bytes());
    }

    /** The call by which a cell is founded; of no client, and with nothing that chance or time could change. */
    static CellEntry founding(ObjectName cell, UUID identity) {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, NoReferences.INSTANCE);
        new CellDirectoryMethods.FoundArguments(identity).writeTo(out);
        return new CellEntry(
                cell,
                CellDirectoryMethods.FOUND.type(),
                CellDirectoryMethods.FOUND.id(),
                new RecordKey(new ClientKey(0, ""), 1),
                0,
                Instant.EPOCH,
                0,
                out.toBytes());
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + arguments.length);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeUTF(object.path());
            out.writeUTF(type.name());
            out.writeInt(method);
            out.writeLong(id.client().clientId());
            out.writeUTF(id.client().principal());
            out.writeLong(id.sequence());
            out.writeLong(acknowledged);
            out.writeLong(time.toEpochMilli());
            out.writeLong(seed);
            out.write(arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static CellEntry of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int form = in.readByte();
            if (form != FORM) {
                throw new IOException("entry of form " + form + " (expected: " + FORM
                        + "; open the cell with the version of Limpid that wrote it)");
            }
            return new CellEntry(
                    new ObjectName(in.readUTF()),
                    new InterfaceId(in.readUTF()),
                    in.readInt(),
                    new RecordKey(new ClientKey(in.readLong(), in.readUTF()), in.readLong()),
                    in.readLong(),
                    Instant.ofEpochMilli(in.readLong()),
                    in.readLong(),
                    in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
