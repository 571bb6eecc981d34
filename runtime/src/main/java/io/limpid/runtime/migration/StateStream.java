package io.limpid.runtime.migration;

import io.limpid.MovableState;
import io.limpid.PreCopied;
import io.limpid.runtime.stub.Resources;
import io.limpid.runtime.stub.StateType;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.StreamedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An object of one class as a stream of bytes, from which another can be made: what generated code captures, with its length in front, and
 * then what the class writes itself, if it does, as a section. Nothing beyond its end is read, so that more may follow. Stateless.
 *
 * <p>A class that is {@link PreCopied} can be sent in two rounds: {@link #captureEarly} while calls go on, and
 * {@link #captureChanges} at the stop, which is for {@link #restoreChanges} into the object that {@link #restore} has made of the
 * first. See "The state of an object" in DESIGN.md.
 *
 * @param <T> the movable class
 */
public final class StateStream<T> {
    private final StateType<T> type;
    private final Limits limits;

    /** Makes one of a class. */
    public StateStream(StateType<T> type, Limits limits) {
        this.type = type;
        this.limits = limits;
    }

    /** Whether there can be a first round. */
    boolean isPreCopied() {
        return PreCopied.class.isAssignableFrom(type.javaType());
    }

    /** Writes an object that nobody changes meanwhile. */
    public void capture(T object, References references, OutputStream out) throws IOException {
        writePayload(object, references, out);
        if (object instanceof MovableState own) {
            writeSection(out, own::capture);
        }
    }

    /** Writes an object that may change meanwhile, and keeps account of it then. */
    void captureEarly(T object, References references, OutputStream out) throws IOException {
        PreCopied own = preCopied(object);
        writePayload(object, references, out);
        writeSection(out, own::captureEarly);
    }

    /** Writes what has changed of an object that nobody changes any more. */
    void captureChanges(T object, References references, OutputStream out) throws IOException {
        PreCopied own = preCopied(object);
        writePayload(object, references, out);
        writeSection(out, own::captureChanges);
    }

    private static PreCopied preCopied(Object object) {
        if (object instanceof PreCopied own) {
            return own;
        }
        throw new IllegalArgumentException(
                "object: of " + object.getClass().getName() + " (expected: a PreCopied class)");
    }

    private void writePayload(T object, References references, OutputStream out) throws IOException {
        if (object instanceof MovableState) {
            writeHeld(object, references, out);
            return;
        }
        StreamedPayload payload = new StreamedPayload(writer -> type.capture(object, writer), limits, references);
        SectionOutput.writeInt(out, payload.length());
        payload.writeTo(out);
    }

    /** Its bound fields alone, which are few, and may change while it is written early: so they are read once. */
    private void writeHeld(T object, References references, OutputStream out) throws IOException {
        PayloadWriter payload = new PayloadWriter(limits, references);
        type.capture(object, payload);
        SectionOutput.writeInt(out, payload.length());
        out.write(payload.buffer(), 0, payload.length());
    }

    private static void writeSection(OutputStream out, Writing writing) throws IOException {
        SectionOutput section = new SectionOutput(out);
        writing.writeTo(section);
        section.close();
    }

    /** Makes an object of what {@link #capture} or {@link #captureEarly} wrote. */
    public T restore(InputStream in, References references, Resources resources) throws IOException {
        T object = StreamedPayload.read(
                in, readLength(in), limits, references, payload -> type.restore(payload, resources));
        if (object instanceof MovableState own) {
            readSection(in, own::restore);
        }
        return object;
    }

    /** Brings such an object up to what {@link #captureChanges} wrote. */
    void restoreChanges(T object, InputStream in, References references) throws IOException {
        PreCopied own = preCopied(object);
        StreamedPayload.read(in, readLength(in), limits, references, payload -> {
            type.refresh(object, payload);
            return object;
        });
        readSection(in, own::restoreChanges);
    }

    private int readLength(InputStream in) throws IOException {
        int length = SectionInput.readInt(in);
        if (length < 0 || length > limits.get(Limit.MESSAGE_BYTES)) {
            throw new IOException("the state of " + type.wireName() + " has " + (length & 0xffffffffL)
                    + " bytes (the limit " + Limit.MESSAGE_BYTES + " is " + limits.get(Limit.MESSAGE_BYTES) + ")");
        }
        return length;
    }

    private static void readSection(InputStream in, Reading reading) throws IOException {
        SectionInput section = new SectionInput(in);
        reading.readFrom(section);
        section.close();
    }

    /** Writes a part of a state. */
    private interface Writing {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Reads a part of a state. */
    private interface Reading {
        void readFrom(InputStream in) throws IOException;
    }
}
