package io.limpid.naming.state;

/**
 * How long leases last, in milliseconds.
 *
 * @param hostMillis a host's, after which its objects are suspect
 * @param clientMillis a client's, after which its id is over for ever
 */
public record Terms(long hostMillis, long clientMillis) {
    /** Long enough for a long pause of the holder's process, short enough that a dead host is noticed soon. */
    public static final Terms DEFAULT = new Terms(10_000, 300_000);

    /** @throws IllegalArgumentException if a term is not between 100 ms and a day */
    public Terms {
        check("host term", hostMillis);
        check("client term", clientMillis);
    }

    /** The shorter of the two. */
    public long shorter() {
        return Math.min(hostMillis, clientMillis);
    }

    private static void check(String name, long millis) {
        if (millis < 100 || millis > 86_400_000) {
            throw new IllegalArgumentException(name + ": " + millis + " ms (expected: 100 ms to a day)");
        }
    }

    void writeTo(Output out) {
        out.writeLong(hostMillis);
        out.writeLong(clientMillis);
    }

    static Terms read(Input in) throws java.io.IOException {
        return new Terms(in.readLong(), in.readLong());
    }
}
