package io.limpid.runtime.wire;

import io.limpid.runtime.identity.ObjectName;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;

/** Bytes there and back, for tests. */
final class Payloads {
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
        return out.toBytes();
    }

    static <T> T read(Codec<T> codec, byte[] bytes) {
        PayloadReader in = reader(bytes);
        T value = codec.read(in);
        in.end();
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
