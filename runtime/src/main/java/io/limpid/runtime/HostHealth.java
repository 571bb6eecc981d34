package io.limpid.runtime;

import io.limpid.runtime.health.Check;
import io.limpid.runtime.health.HealthEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Tells over HTTP how a host is. Thread-safe. */
final class HostHealth implements AutoCloseable {
    private final HealthEndpoint endpoint;

    private HostHealth(HealthEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Answers from now on.
     *
     * @param membership null if the host has no naming
     * @param isLeaving whether the host's objects leave, or it ends
     * @throws UncheckedIOException if the place to listen at cannot be had
     */
    static HostHealth open(
            InetSocketAddress place, String host, @Nullable Membership membership, BooleanSupplier isLeaving) {
        List<Check> live = List.of(new Check("process", true, host));
        try {
            return new HostHealth(HealthEndpoint.open(
                    place, () -> live, () -> List.of(lease(membership), staying(isLeaving.getAsBoolean()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Check lease(@Nullable Membership membership) {
        if (membership == null) {
            return new Check("lease", true, "the host has no naming");
        }
        return membership.isInDoubt()
                ? new Check("lease", false, "naming may have given the host up; it asks")
                : new Check("lease", true, "naming has not given the host up");
    }

    private static Check staying(boolean isLeaving) {
        return isLeaving
                ? new Check("staying", false, "the host's objects leave, or it ends")
                : new Check("staying", true, "the host takes calls and objects");
    }

    URI address() {
        return endpoint.address();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
