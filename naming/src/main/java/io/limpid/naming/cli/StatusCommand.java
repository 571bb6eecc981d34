package io.limpid.naming.cli;

import io.limpid.runtime.location.Naming.Status;
import picocli.CommandLine.Command;

/** Tells how naming is. */
@Command(name = "status", description = "Tells how naming is.", mixinStandardHelpOptions = true)
final class StatusCommand extends AtNaming {
    @Override
    int ask(Asking asking) {
        Status status = asking.naming().status();
        if (json) {
            out().println(new Json()
                    .put("naming", naming.address())
                    .put("peer", status.peer())
                    .put("revision", status.revision())
                    .put("names", status.names())
                    .put("hosts", status.hosts())
                    .put("clients", status.clients()));
            return ExitStatus.OK;
        }
        out().println("naming    " + naming.address());
        out().println("peer      " + status.peer());
        out().println("revision  " + status.revision());
        out().println("names     " + status.names());
        out().println("hosts     " + status.hosts());
        out().println("clients   " + status.clients());
        return ExitStatus.OK;
    }
}
