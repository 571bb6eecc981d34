package io.limpid.runtime.identity;

import java.util.regex.Pattern;

/**
 * The name of an object: a path of segments {@code [A-Za-z0-9._~-]+} parted by {@code /}, at most 512 characters, such as
 * {@code bank/accounts/alice}. Immutable.
 *
 * @param path the whole path, without a slash at either end
 */
public record ObjectName(String path) implements Comparable<ObjectName> {
    /** The longest path, in characters (each is one byte on the wire). */
    public static final int MAX_LENGTH = 512;

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*+");

    /** @throws IllegalArgumentException if the path is not of the form above */
    public ObjectName {
        if (path.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("object name: " + path.length() + " characters (expected: at most "
                    + MAX_LENGTH + "): " + path.substring(0, 64) + "...");
        }
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "object name: '" + path
                            + "' (expected: segments of letters, digits and . _ ~ - parted by single slashes, as in bank/accounts/alice)");
        }
    }

    /** Tells whether this name lies at or below a prefix of whole segments; the empty prefix holds every name. */
    public boolean isWithin(String prefix) {
        return prefix.isEmpty()
                || path.equals(prefix)
                || (path.startsWith(prefix) && path.charAt(prefix.length()) == '/');
    }

    /** Gives a number that nearly always tells this name from others: FNV-1a of 32 bits over the path's bytes. */
    public int fingerprint() {
        int hash = 0x811c9dc5;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x01000193;
        }
        return hash;
    }

    @Override
    public int compareTo(ObjectName other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}
