package io.limpid.generator.model;

import java.nio.charset.StandardCharsets;

/** Gives a name its number on the wire; the runtime computes the same. */
public final class WireHash {
    private static final int OFFSET_BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private WireHash() {}

    /** FNV-1a of 32 bits over the UTF-8 bytes; 0 means something else on the wire, so 1 stands for it. */
    public static int of(String name) {
        int hash = OFFSET_BASIS;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return hash == 0 ? 1 : hash;
    }
}
