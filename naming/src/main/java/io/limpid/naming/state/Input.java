package io.limpid.naming.state;

import io.limpid.runtime.identity.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads what {@link Output} wrote. The log has proved the bytes by a sum before they get here, so a mismatch means that another
 * version of naming wrote them; it surfaces as an {@link IOException}.
 */
final class Input {
    private static final int LONGEST_STRING = 1 << 16;

    private final InputStream in;

    Input(InputStream in) {
        this.in = in;
    }

    /** Reads one element. */
    interface Element<T> {
        T read(Input in) throws IOException;
    }

    int readByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new IOException("the bytes end too early");
        }
        return value;
    }

    long readLong() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new IOException("a number has more than ten bytes");
    }

    int readInt() throws IOException {
        long value = readLong();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IOException("count: " + value + " (expected: 0 to " + Integer.MAX_VALUE + ")");
        }
        return (int) value;
    }

    boolean readBoolean() throws IOException {
        return readByte() != 0;
    }

    String readString() throws IOException {
        return new String(readBytes(LONGEST_STRING), StandardCharsets.UTF_8);
    }

    byte[] readBytes(int most) throws IOException {
        int length = readInt();
        if (length > most) {
            throw new IOException(length + " bytes (expected: at most " + most + ")");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the bytes end too early");
        }
        return bytes;
    }

    UUID readUuid() throws IOException {
        return new UUID(readFixed(), readFixed());
    }

    Endpoint readEndpoint() throws IOException {
        return new Endpoint(readString(), readInt());
    }

    <T> List<T> readList(Element<T> element) throws IOException {
        int size = readInt();
        List<T> values = new ArrayList<>(Math.min(size, 1024));
        for (int i = 0; i < size; i++) {
            values.add(element.read(this));
        }
        return values;
    }

    private long readFixed() throws IOException {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | readByte();
        }
        return value;
    }
}
