package io.limpid.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one peer of a log is reached. The log keeps it with the membership, so that all peers know it of all.
 *
 * @param host where the other peers reach it
 * @param port the same
 * @param callers where those reach it that the log is kept for, in their own words; empty if they do not
 */
public record PeerAddress(String host, int port, String callers) {
    private static final Pattern TEXT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\s]+):(\\d{1,5})");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** Checks host and port. */
    public PeerAddress {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("peer address: '" + host + ':' + port + "' (expected: host:port)");
        }
    }

    /** One that only peers reach. */
    public PeerAddress(String host, int port) {
        this(host, port, "");
    }

    /** The same with what callers reach it by. */
    public PeerAddress withCallers(String where) {
        return new PeerAddress(host, port, where);
    }

    /** Reads {@code host:port}; an IPv6 host stands in brackets. */
    public static PeerAddress parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("peer address: '" + text + "' (expected: host:port)");
        }
        return new PeerAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** Whether the address says by itself that it never leaves the machine; no name is looked up. */
    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
