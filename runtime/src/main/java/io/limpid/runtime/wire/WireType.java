package io.limpid.runtime.wire;

/**
 * A type under the name by which it is known on the wire; generated code lists them for {@link Codecs#sealed}, {@link Codecs#any} and
 * {@link ThrownTypes}.
 *
 * @param name its wire name: the qualified Java name unless {@code @WireName} says otherwise; only its hash travels
 * @param type the Java class
 * @param codec writes and reads exactly this type
 */
public record WireType<T>(String name, Class<T> type, Codec<T> codec) {
    /** Makes one. */
    public static <T> WireType<T> of(String name, Class<T> type, Codec<T> codec) {
        return new WireType<>(name, type, codec);
    }

    /** Gives the number that travels: {@link #hash} of the name. */
    int id() {
        return hash(name);
    }

    /** Hashes a wire name: FNV-1a of 32 bits over its UTF-8 bytes; 0 means null on the wire, so 1 stands for it. */
    static int hash(String name) {
        int hash = 0x811c9dc5;
        for (byte b : name.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        return hash == 0 ? 1 : hash;
    }
}
