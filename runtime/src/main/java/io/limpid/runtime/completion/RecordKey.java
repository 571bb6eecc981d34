package io.limpid.runtime.completion;

/** Which call a completion record is of. The same for all attempts of the call, and for nothing else. */
public record RecordKey(ClientKey client, long sequence) {
    /** A client that never rested would take years to get there. */
    private static final long LAST_SEQUENCE = (1L << 48) - 1;

    /** Tells whether a client may ever come to number a call so. Beyond there is nothing but a peer that makes numbers up. */
    public static boolean isPossible(long clientId, long sequence) {
        return clientId > 0 && sequence > 0 && sequence <= LAST_SEQUENCE;
    }
}
