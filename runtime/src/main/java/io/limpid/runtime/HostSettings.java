package io.limpid.runtime;

import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.transport.Transport.ListenSettings;
import io.limpid.runtime.transport.TransportSettings;
import java.time.Duration;

/**
 * What the user says about a host.
 *
 * @param name unique among living hosts
 * @param node how it calls
 * @param hosting how it is called
 * @param wires how it is reached
 * @param closing how it ends
 */
record HostSettings(String name, NodeSettings node, HostingSettings hosting, Wires wires, Closing closing) {
    /**
     * How a host is reached.
     *
     * @param listen where it listens
     * @param transport how
     */
    record Wires(ListenSettings listen, TransportSettings transport) {}

    /**
     * How a host ends.
     *
     * @param span how long running methods may take to end
     * @param withProcess whether it closes when the process is asked to end
     */
    record Closing(Duration span, boolean withProcess) {
        Closing {
            if (span.isNegative()) {
                throw new IllegalArgumentException("closing span: " + span + " (expected: not negative)");
            }
        }
    }
}
