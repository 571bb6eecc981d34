package io.limpid.runtime.wire;

/** What a peer may make this process hold or do. Each has a default and a range; {@link Limits} holds the values. */
public enum Limit {
    /** The longest message, and with that the longest payload, in bytes. */
    MESSAGE_BYTES(4 << 20, 1 << 10, Integer.MAX_VALUE - 64),
    /** The longest message before the peer is known, in bytes. */
    HANDSHAKE_BYTES(16 << 10, 256, 1 << 20),
    /** The longest string, in bytes of UTF-8. */
    STRING_BYTES(1 << 20, 16, 1 << 30),
    /** The longest {@code BigInteger}, or unscaled value of a {@code BigDecimal}, in bytes. */
    NUMBER_BYTES(16 << 10, 16, 1 << 20),
    /** The most elements of one array, collection or map. Not less than a message has bytes, so that it may be one array of them. */
    ELEMENTS(4 << 20, 16, 1 << 28),
    /** The most records, objects, arrays and collections of one payload. */
    OBJECTS(100_000, 16, 1 << 28),
    /** How deep records, objects, arrays and collections may nest. Kept far below what a thread's stack holds. */
    DEPTH(64, 4, 256),
    /** What decoding may allocate for each received byte, beyond a fixed allowance for the message. */
    ALLOCATION_PER_BYTE(64, 16, 4096),
    /** What hashing and comparing the keys of one payload may cost, in objects visited: each takes up to about 0.1 microseconds. */
    KEY_WORK(4_000_000, 1_000, Integer.MAX_VALUE),
    /** The most calls in flight on one connection; a cancelled call counts until its method has ended. */
    CALLS_PER_CONNECTION(256, 1, 1 << 16),
    /** The most cancellations on one connection within {@link #FLOOD_MILLIS}. */
    CANCELS(200, 1, 1 << 20),
    /** The most refusals that a peer may provoke on one connection within {@link #FLOOD_MILLIS}. */
    REFUSALS(200, 1, 1 << 20),
    /** The span over which cancellations, refusals and pings are counted, in milliseconds. */
    FLOOD_MILLIS(30_000, 10, 3_600_000),
    /** The most pings, and the most acknowledgements, of a peer on one connection within {@link #FLOOD_MILLIS}; two a second are usual. */
    PINGS(200, 1, 1 << 20),
    /** Unwritten bytes of a connection below which long messages go on. */
    WRITE_LOW_BYTES(256 << 10, 1 << 10, 1 << 30),
    /** Unwritten bytes of a connection above which no further call of the peer is begun. */
    WRITE_HIGH_BYTES(1 << 20, 1 << 10, 1 << 30),
    /** Unwritten bytes of a connection above which answers wait, and a peer that provokes further refusals is cut off. */
    WRITE_HARD_BYTES(2 << 20, 1 << 10, 1 << 30),
    /** How long the TLS handshake may take, in milliseconds. */
    TLS_MILLIS(10_000, 10, 600_000),
    /** How long the first frame of a connection may take to come, in milliseconds. */
    FIRST_FRAME_MILLIS(10_000, 10, 600_000),
    /** How long a connection may be silent before it is asked for a sign of life, in milliseconds. */
    IDLE_MILLIS(300_000, 10, 86_400_000),
    /** How long that sign of life may take to come, in milliseconds. */
    KEEP_ALIVE_MILLIS(20_000, 10, 600_000);

    private final int initial;
    private final int least;
    private final int most;

    Limit(int initial, int least, int most) {
        this.initial = initial;
        this.least = least;
        this.most = most;
    }

    /** The value unless another is set. */
    public int initial() {
        return initial;
    }

    /** The smallest value that can be set. */
    public int least() {
        return least;
    }

    /** The largest value that can be set. */
    public int most() {
        return most;
    }
}
