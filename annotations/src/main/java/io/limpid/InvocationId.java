package io.limpid;

/**
 * Names one logical call, however many attempts it takes: the client, as naming numbered it, and the client's own count of its
 * calls. Immutable.
 *
 * @param clientId the number that naming granted to the client and never grants again; 0 for a client without a lease
 * @param sequence the call's number at that client, from 1
 */
public record InvocationId(long clientId, long sequence) {
    /** Reads what {@link #toString()} wrote. @throws IllegalArgumentException if the text is not of that form */
    public static InvocationId parse(String text) {
        int dash = text.indexOf('-');
        try {
            return new InvocationId(
                    Long.parseUnsignedLong(text.substring(0, Math.max(dash, 0)), 16),
                    Long.parseUnsignedLong(text.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("invocation id: " + text + " (expected: <hex client>-<sequence>)", e);
        }
    }

    /** Gives {@code <client, hexadecimal>-<sequence, decimal>}. */
    @Override
    public String toString() {
        return Long.toHexString(clientId) + "-" + Long.toUnsignedString(sequence);
    }
}
