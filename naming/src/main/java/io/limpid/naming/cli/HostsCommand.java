package io.limpid.naming.cli;

import io.limpid.runtime.Client;
import io.limpid.runtime.location.Naming.HostPlace;
import io.limpid.runtime.migration.HostControl.Load;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists hosts. */
@Command(
        name = "hosts",
        description = "Lists the living hosts, in the order of their names.",
        mixinStandardHelpOptions = true)
final class HostsCommand extends AtNaming {
    @Option(names = "--load", description = "Ask each host how many objects it has, and how often they are called.")
    private boolean load;

    @Override
    int ask(Asking asking) throws Exception {
        Map<String, Load> loads = load ? loads() : Map.of();
        for (HostPlace host : await(asking.naming().hosts())) {
            Load its = loads.get(host.name());
            out().println(json ? json(host, its) : text(host, its));
        }
        return ExitStatus.OK;
    }

    private Map<String, Load> loads() {
        try (Client client = naming.openToHosts()) {
            return client.loads();
        }
    }

    private static Json json(HostPlace host, @Nullable Load its) {
        Json line = new Json()
                .put("host", host.name())
                .put("endpoint", host.endpoint().toString());
        return its == null
                ? line
                : line.put("objects", its.objects())
                        .put("callsPerSecond", Math.round(its.callsPerSecond()))
                        .put("leaving", its.isLeaving());
    }

    private String text(HostPlace host, @Nullable Load its) {
        String line = host.name() + "\t" + host.endpoint();
        if (!load) {
            return line;
        }
        return its == null
                ? line + "\tdoes not tell"
                : line + "\t" + its.objects() + " objects\t" + Math.round(its.callsPerSecond()) + " calls/s"
                        + (its.isLeaving() ? "\tleaving" : "");
    }
}
