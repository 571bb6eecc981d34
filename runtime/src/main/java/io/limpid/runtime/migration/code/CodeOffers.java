package io.limpid.runtime.migration.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The jars that this host gives to those to whom its objects go. A jar can be read by whoever was offered it, and that happens only
 * together with an object of a class in it. Jars that came here with an object are passed on with it. Thread-safe.
 */
public final class CodeOffers {
    /** For hosts that offer nothing. */
    public static final CodeOffers NONE = new CodeOffers(List.of());

    private final List<Shelved> shelf;

    /** One object for each jar that was ever offered, because references to it live as long as the host. */
    private final Map<ContentHash, JarPieces> pieces = new ConcurrentHashMap<>();

    private CodeOffers(List<Shelved> shelf) {
        this.shelf = List.copyOf(shelf);
    }

    /**
     * Reads jars, once and for all.
     *
     * @throws IllegalArgumentException if one cannot be read
     */
    public static CodeOffers of(Collection<Path> jars) {
        return jars.isEmpty()
                ? NONE
                : new CodeOffers(jars.stream().map(Shelved::read).toList());
    }

    /** Offers the jar that a class is in; empty if it is in none. */
    public Optional<OfferedJar> offerOf(Class<?> type) {
        if (type.getClassLoader() instanceof JarLoader loader) {
            return Optional.of(offer(type, loader.jar().hash(), loader.jar().bytes()));
        }
        String entry = type.getName().replace('.', '/') + ".class";
        return shelf.stream()
                .filter(each -> each.entries().contains(entry))
                .findFirst()
                .map(each -> offer(type, each.hash(), each.bytes()));
    }

    private OfferedJar offer(Class<?> type, ContentHash hash, byte[] bytes) {
        return new OfferedJar(
                type.getName(), hash, bytes.length, pieces.computeIfAbsent(hash, unused -> new Pieces(bytes)));
    }

    private record Shelved(ContentHash hash, byte[] bytes, Set<String> entries) {
        static Shelved read(Path jar) {
            try {
                byte[] bytes = Files.readAllBytes(jar);
                return new Shelved(ContentHash.of(bytes), bytes, entries(bytes));
            } catch (IOException e) {
                throw new IllegalArgumentException("offered code: " + jar + " cannot be read (expected: a jar)", e);
            }
        }

        private static Set<String> entries(byte[] jar) throws IOException {
            Set<String> names = new HashSet<>();
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    names.add(entry.getName());
                }
            }
            if (names.isEmpty()) {
                throw new IOException("no entries");
            }
            return names;
        }
    }

    /** Stateless but for the bytes, so that it may be called by many at once. */
    private record Pieces(byte[] jar) implements JarPieces {
        @Override
        public byte[] piece(int index) {
            long from = (long) index * PIECE_BYTES;
            if (from < 0 || from >= jar.length) {
                throw new IllegalArgumentException("piece: " + index + " (the jar has " + jar.length + " bytes)");
            }
            return Arrays.copyOfRange(jar, (int) from, (int) Math.min(jar.length, from + PIECE_BYTES));
        }
    }
}
