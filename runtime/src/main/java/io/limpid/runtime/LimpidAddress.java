package io.limpid.runtime;

import io.limpid.runtime.identity.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where naming is: {@code limpid://a:7400,b:7400} names several servers, any of which will do. Immutable.
 *
 * @param servers where naming servers listen; never empty
 */
public record LimpidAddress(List<Endpoint> servers) {
    /** The port that an address need not name. */
    public static final int DEFAULT_PORT = 7400;

    private static final String SCHEME = "limpid://";

    /** @throws IllegalArgumentException if there is no server */
    public LimpidAddress {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("address: names no server (expected: limpid://host:port,...)");
        }
    }

    /**
     * Reads {@code limpid://host[:port][,host[:port]...]}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static LimpidAddress parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw wrong(text, null);
        }
        String servers = text.substring(SCHEME.length());
        try {
            return new LimpidAddress(Arrays.stream(servers.split(",", -1))
                    .map(String::strip)
                    .map(server -> Endpoint.parse(server, DEFAULT_PORT))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw wrong(text, e);
        }
    }

    private static IllegalArgumentException wrong(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "address: '" + text + "' (expected: limpid://host:port, with further servers after commas)", cause);
    }

    @Override
    public String toString() {
        return servers.stream().map(Endpoint::toString).collect(Collectors.joining(",", SCHEME, ""));
    }
}
