package io.limpid.naming.state;

import io.limpid.runtime.identity.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes what {@link Input} reads. A failing stream surfaces as an {@link UncheckedIOException}. */
final class Output {
    private final OutputStream out;

    Output(OutputStream out) {
        this.out = out;
    }

    void writeByte(int value) {
        try {
            out.write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Seven bits a byte, lowest first; a negative value takes ten bytes. */
    void writeLong(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        writeByte((int) rest);
    }

    void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    void writeString(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void writeBytes(byte[] value) {
        writeLong(value.length);
        try {
            out.write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeUuid(UUID value) {
        writeFixed(value.getMostSignificantBits());
        writeFixed(value.getLeastSignificantBits());
    }

    void writeEndpoint(Endpoint value) {
        writeString(value.host());
        writeLong(value.port());
    }

    <T> void writeList(List<T> values, Consumer<T> element) {
        writeLong(values.size());
        values.forEach(element);
    }

    private void writeFixed(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            writeByte((int) (value >>> shift) & 0xFF);
        }
    }
}
