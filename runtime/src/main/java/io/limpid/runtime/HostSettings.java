package io.limpid.runtime;

import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.migration.placement.CallerFollower;
import io.limpid.runtime.migration.placement.Rebalancer;
import io.limpid.runtime.transport.Transport.ListenSettings;
import io.limpid.runtime.transport.TransportSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the user says about a host.
 *
 * @param name unique among living hosts
 * @param node how it calls
 * @param hosting how it is called
 * @param wires how it is reached
 * @param closing how it ends
 * @param code which code goes along with objects
 * @param placement which rules move its objects by themselves
 * @param movers the certificates' names of those who may move objects from here and to here, besides its own
 */
record HostSettings(
        String name,
        NodeSettings node,
        HostingSettings hosting,
        Wires wires,
        Closing closing,
        Code code,
        Placement placement,
        Set<String> movers) {
    HostSettings {
        if (placement.isWanted() && node.directory() instanceof NameSource.Fixed) {
            throw new IllegalArgumentException("rebalance, followCallers: host " + name
                    + " has no naming, which knows the other hosts (expected: builder.naming(address))");
        }
        movers = Set.copyOf(movers);
        if (movers.contains("")) {
            throw new IllegalArgumentException("movers: one without a name (expected: the names of certificates)");
        }
    }

    /** Where it stands; empty where nobody says. */
    String zone() {
        return node.zone();
    }

    /**
     * How a host is reached.
     *
     * @param listen where it listens
     * @param transport how
     * @param health where it tells over HTTP how it is
     */
    record Wires(ListenSettings listen, TransportSettings transport, Optional<InetSocketAddress> health) {}

    /**
     * How a host ends.
     *
     * @param span how long running methods may take to end
     * @param withProcess what it does when the process is asked to end
     */
    record Closing(Duration span, WithProcess withProcess) {
        Closing {
            if (span.isNegative()) {
                throw new IllegalArgumentException("closing span: " + span + " (expected: not negative)");
            }
        }
    }

    /** What a host does when the process is asked to end. */
    enum WithProcess {
        NOTHING,
        CLOSE,
        /** Gives its objects to the others, and closes. */
        DRAIN
    }

    /**
     * Which rules move a host's objects by themselves.
     *
     * @param rebalance gives objects away where there is more to do than elsewhere
     * @param follow gives objects to hosts that call them
     */
    record Placement(Optional<Rebalancer.Settings> rebalance, Optional<CallerFollower.Settings> follow) {
        static final Placement NONE = new Placement(Optional.empty(), Optional.empty());

        Placement rebalance(Rebalancer.Settings settings) {
            return new Placement(Optional.of(settings), follow);
        }

        Placement follow(CallerFollower.Settings settings) {
            return new Placement(rebalance, Optional.of(settings));
        }

        boolean isWanted() {
            return rebalance.isPresent() || follow.isPresent();
        }
    }

    /**
     * Which code goes along with objects that move.
     *
     * @param offered jars that are given to those to whom objects go
     * @param trusted whose signature is a reason to run code that came with an object; empty to run none
     */
    record Code(List<Path> offered, List<X509Certificate> trusted) {
        Code {
            offered = List.copyOf(offered);
            trusted = List.copyOf(trusted);
        }
    }
}
