package io.limpid.runtime.migration.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Whether a jar is of a form that leaves no doubt about what it holds, found before its signatures are looked at: the JDK reads a
 * manifest whole whatever its size, and readers differ in what they make of a name that comes twice. Stricter than the JDK, so some jars
 * that {@code java} would run are refused.
 */
final class JarForm {
    private static final Pattern SEGMENT = Pattern.compile("[^/\\\\:\\x00-\\x1f\\x7f]+");
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END_ENTRIES = 10;
    private static final int END_DIRECTORY_BYTES = 12;
    private static final int END_DIRECTORY_START = 16;
    private static final int END_COMMENT = 20;

    private final JarLimits limits;
    private final Set<String> names = new HashSet<>();
    private long contentBytes;

    private JarForm(JarLimits limits) {
        this.limits = limits;
    }

    /**
     * Checks a jar.
     *
     * @return the bytes of its content, unpacked
     */
    static long check(byte[] jar, JarLimits limits) throws CodeRefusedException {
        if (jar.length > limits.jarBytes()) {
            throw new CodeRefusedException("it has " + jar.length + " bytes (at most: " + limits.jarBytes() + ")");
        }
        JarForm form = new JarForm(limits);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                form.add(entry, in);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CodeRefusedException("it cannot be read as a jar: " + e.getMessage(), e);
        }
        form.checkEnd(jar);
        return form.contentBytes;
    }

    private void add(ZipEntry entry, ZipInputStream in) throws IOException, CodeRefusedException {
        String name = entry.getName();
        if (!isPlain(name)) {
            throw new CodeRefusedException("an entry's name is not a plain path: " + printable(name));
        }
        if (!names.add(name)) {
            throw new CodeRefusedException("it has two entries " + printable(name));
        }
        if (names.size() > limits.entries()) {
            throw new CodeRefusedException("it has more than " + limits.entries() + " entries");
        }
        if (name.toUpperCase(Locale.ROOT).equals(JarFile.MANIFEST_NAME) && !name.equals(JarFile.MANIFEST_NAME)) {
            throw new CodeRefusedException("its manifest is called " + name);
        }
        long bytes = 0;
        byte[] buffer = new byte[1 << 13];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
            contentBytes += read;
            if (bytes > limits.entryBytes() || contentBytes > limits.contentBytes()) {
                throw new CodeRefusedException("unpacked, it has more than " + limits.entryBytes()
                        + " bytes in an entry or " + limits.contentBytes() + " in all (at " + printable(name) + ")");
            }
        }
    }

    private static boolean isPlain(String name) {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        for (String segment : path.split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }

    /** The entries are read from the front; that the directory at the end agrees tells that nothing was cut off, and that nothing else follows. */
    private void checkEnd(byte[] jar) throws CodeRefusedException {
        int end = endOf(jar);
        ByteBuffer in = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
        int entries = Short.toUnsignedInt(in.getShort(end + END_ENTRIES));
        long directory = Integer.toUnsignedLong(in.getInt(end + END_DIRECTORY_START))
                + Integer.toUnsignedLong(in.getInt(end + END_DIRECTORY_BYTES));
        if (entries != names.size() || directory != end) {
            throw new CodeRefusedException("its directory does not fit its entries (" + entries + " instead of "
                    + names.size() + ", up to byte " + directory + " instead of " + end + ")");
        }
    }

    private static int endOf(byte[] jar) throws CodeRefusedException {
        ByteBuffer in = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
        int earliest = Math.max(0, jar.length - END_BYTES - 0xffff);
        for (int at = jar.length - END_BYTES; at >= earliest; at--) {
            if (in.getInt(at) == END_SIGNATURE
                    && at + END_BYTES + Short.toUnsignedInt(in.getShort(at + END_COMMENT)) == jar.length) {
                return at;
            }
        }
        throw new CodeRefusedException("it ends too early");
    }

    /** What a peer wrote, made fit for a log line. */
    static String printable(String name) {
        String safe = name.replaceAll("[^\\x20-\\x7e]", "?");
        return safe.length() > 100 ? safe.substring(0, 100) + "..." : safe;
    }
}
