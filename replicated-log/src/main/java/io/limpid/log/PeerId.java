package io.limpid.log;

import java.util.regex.Pattern;

/** Names one replica of a log for ever; it outlives the peer's address and process. */
public record PeerId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Checks the text: letters, digits, dot, underscore and hyphen, at most 64 of them. */
    public PeerId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("peer id: '" + value + "' (expected: " + ALLOWED.pattern() + ")");
        }
    }

    /** Whether a text may be one. */
    public static boolean isValid(String text) {
        return ALLOWED.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
