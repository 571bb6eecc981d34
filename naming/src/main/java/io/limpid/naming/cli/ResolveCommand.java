package io.limpid.naming.cli;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming.Entry;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells where one object is. */
@Command(name = "resolve", description = "Tells where an object is.", mixinStandardHelpOptions = true)
final class ResolveCommand extends AtNaming {
    @Parameters(paramLabel = "NAME", description = "The object's name, as in bank/accounts/alice.")
    private String name = "";

    @Override
    int ask(Asking asking) throws Exception {
        Optional<Entry> entry = await(asking.naming().resolve(new ObjectName(name)));
        if (entry.isEmpty()) {
            err().println("limpid: no object has the name " + name + " (limpid ls shows those that are there)");
            return ExitStatus.NOT_FOUND;
        }
        out().println(json ? Lines.json(entry.get()).toString() : Lines.text(entry.get()));
        return ExitStatus.OK;
    }
}
