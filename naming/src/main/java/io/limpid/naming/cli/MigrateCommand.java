package io.limpid.naming.cli;

import io.limpid.MoveRefusedException;
import io.limpid.runtime.Client;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming.Entry;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Moves an object. */
@Command(
        name = "migrate",
        description = "Moves an object to another host, while it is called.",
        mixinStandardHelpOptions = true)
final class MigrateCommand extends AtNaming {
    @Parameters(index = "0", paramLabel = "NAME", description = "The object's name, as in bank/accounts/alice.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "HOST", description = "The name of the host that is to have it.")
    private String host = "";

    @Override
    int ask(Asking asking) throws Exception {
        ObjectName object = new ObjectName(name);
        // First as other commands ask: with the patience that is said, and told in few words if naming does not answer.
        if (await(asking.naming().resolve(object)).isEmpty()) {
            err().println("limpid: " + name + " does not move to " + host + ": no object has that name");
            return ExitStatus.NOT_FOUND;
        }
        try (Client client = naming.openToHosts()) {
            client.migrate(name, host);
        } catch (MoveRefusedException e) {
            err().println("limpid: " + e.getMessage());
            return await(asking.naming().resolve(object)).isEmpty() ? ExitStatus.NOT_FOUND : ExitStatus.FAILED;
        }
        Optional<Entry> entry = await(asking.naming().resolve(object));
        entry.ifPresent(moved -> out().println(json ? Lines.json(moved).toString() : Lines.text(moved)));
        return ExitStatus.OK;
    }
}
