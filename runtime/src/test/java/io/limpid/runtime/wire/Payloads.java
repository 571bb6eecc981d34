package io.limpid.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.ObjectName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;

/** Bytes there and back, for tests. */
final class Payloads {
    /** The smallest that a number still fits into. */
    private static final int WINDOW = 9;

    /** Gives every object a name of its own, and the object back for its name. */
    static final class Names implements References {
        private final Map<Object, RemoteReference> references = new IdentityHashMap<>();

        void set(Object object, RemoteReference reference) {
            references.put(object, reference);
        }

        @Override
        public RemoteReference toReference(Object object, Class<?> remoteInterface) {
            return references.computeIfAbsent(
                    object, o -> new RemoteReference.Connected(new ObjectName("~/" + references.size())));
        }

        @Override
        public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
            return references.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(reference))
                    .map(entry -> remoteInterface.cast(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new PayloadException("no object " + reference.name()));
        }
    }

    private Payloads() {}

    static PayloadWriter writer() {
        return new PayloadWriter(Limits.DEFAULT, new Names());
    }

    static PayloadReader reader(byte[] bytes) {
        return new PayloadReader(bytes, Limits.DEFAULT, new Names());
    }

    static <T> byte[] write(Codec<T> codec, T value) {
        PayloadWriter out = writer();
        codec.write(out, value);
        assertThat(streamed(codec, value)).as("written as a stream").isEqualTo(out.toBytes());
        return out.toBytes();
    }

    private static <T> byte[] streamed(Codec<T> codec, T value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new StreamedPayload(writer -> codec.write(writer, value), Limits.DEFAULT, new Names(), WINDOW).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Reads what comes a few bytes at a time, through the smallest window. */
    static PayloadReader streamed(byte[] bytes) {
        InputStream few = new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + pos % 5));
            }
        };
        return StreamedPayload.reader(few, bytes.length, Limits.DEFAULT, new Names(), WINDOW);
    }

    static <T> T read(Codec<T> codec, byte[] bytes) {
        PayloadReader in = reader(bytes);
        T value = codec.read(in);
        in.end();
        PayloadReader streamed = streamed(bytes);
        T same = codec.read(streamed);
        streamed.end();
        assertThat(write(codec, same)).as("read as a stream").isEqualTo(write(codec, value));
        return value;
    }

    static <T> T read(Codec<T> codec, String hex) {
        return read(codec, hex(hex));
    }

    static <T> T copy(Codec<T> codec, T value) {
        return read(codec, write(codec, value));
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
