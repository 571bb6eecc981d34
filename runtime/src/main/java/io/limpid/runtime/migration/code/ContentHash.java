package io.limpid.runtime.migration.code;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a jar is called: its bytes and nothing else, so that nobody can give another jar the same name.
 *
 * @param sha256 as 64 lower-case hexadecimal digits
 */
public record ContentHash(String sha256) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
    private static final int SHORT = 12;

    /** Checks the form. */
    public ContentHash {
        if (!FORM.matcher(sha256).matches()) {
            throw new IllegalArgumentException("content hash: not 64 lower-case hexadecimal digits");
        }
    }

    /** Hashes bytes. */
    public static ContentHash of(byte[] bytes) {
        try {
            return new ContentHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Its beginning, for people to read. */
    @Override
    public String toString() {
        return sha256.substring(0, SHORT);
    }
}
