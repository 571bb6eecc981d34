package io.limpid.naming.cli;

import io.limpid.runtime.location.Naming.HostPlace;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists hosts. */
@Command(
        name = "hosts",
        description = "Lists the living hosts, in the order of their names.",
        mixinStandardHelpOptions = true)
final class HostsCommand extends AtNaming {
    @Override
    int ask(Asking asking) throws Exception {
        List<HostPlace> hosts = await(asking.naming().hosts());
        for (HostPlace host : hosts) {
            out().println(
                            json
                                    ? new Json()
                                            .put("host", host.name())
                                            .put("endpoint", host.endpoint().toString())
                                    : host.name() + "\t" + host.endpoint());
        }
        return ExitStatus.OK;
    }
}
