package io.limpid.naming.cli;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Client;
import io.limpid.runtime.migration.HostControl;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Empties a host. */
@Command(
        name = "drain",
        description = "Has a host move its objects to the others, spread by what each has to do, and follows that.",
        mixinStandardHelpOptions = true)
final class DrainCommand extends AtNaming {
    @Parameters(paramLabel = "HOST", description = "The name of the host that is to be emptied.")
    private String host = "";

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many objects move at the same time (default: ${DEFAULT-VALUE}, at most "
                    + HostControl.MOST_AT_ONCE + ").")
    private int atOnce;

    @Override
    int ask(Asking asking) throws Exception {
        if (atOnce < 1 || atOnce > HostControl.MOST_AT_ONCE) {
            // Before the host is told anything.
            throw new IllegalArgumentException(
                    "--at-once: " + atOnce + " (expected: 1 to " + HostControl.MOST_AT_ONCE + ")");
        }
        if (await(asking.naming().hosts()).stream()
                .noneMatch(each -> each.name().equals(host))) {
            err().println("limpid: no living host has the name " + host + " (limpid hosts shows those that live)");
            return ExitStatus.NOT_FOUND;
        }
        Map<String, String> stays;
        try (Client client = naming.openToHosts()) {
            stays = client.drain(host, atOnce, this::tell);
        } catch (OutcomeUnknownException e) {
            // Not naming, which has just answered.
            err().println("limpid: whether " + host + " is empty is not known: " + e.getMessage());
            return ExitStatus.FAILED;
        } catch (NotExecutedException e) {
            err().println("limpid: " + host + " may not be empty: " + e.getMessage());
            return ExitStatus.FAILED;
        }
        stays.forEach((name, why) -> err().println("limpid: " + name + " stays at " + host + ": " + why));
        return stays.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void tell(String object, String target, int remaining) {
        out().println(
                        json
                                ? new Json()
                                        .put("event", "moved")
                                        .put("name", object)
                                        .put("host", target)
                                        .put("remaining", remaining)
                                : object + "\t" + target + "\t" + remaining + " left");
        out().flush();
    }
}
