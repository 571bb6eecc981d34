package io.limpid.naming.cli;

import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.location.Naming.HostPlace;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the replicas of groups, one a line. */
@Command(
        name = "list",
        description =
                "Lists the groups at and below a prefix, each replica in a line, in the order in which they joined.",
        mixinStandardHelpOptions = true)
final class GroupListCommand extends AtNaming {
    private static final int PAGE = 1_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "A group's name, or whole segments before it; all if left out.")
    private String prefix = "";

    @Override
    int ask(Asking asking) throws Exception {
        Naming naming = asking.naming();
        // By where they listen, too: another process of a host's name does not make the earlier one live.
        Set<String> living =
                await(naming.hosts()).stream().map(GroupListCommand::place).collect(Collectors.toSet());
        String after = "";
        List<Entry> page;
        do {
            page = naming.list(prefix(prefix), after, PAGE);
            for (Entry entry : page) {
                after = entry.binding().name().path();
                if (entry.binding().isGroup()) {
                    print(entry, living);
                }
            }
        } while (page.size() == PAGE);
        return ExitStatus.OK;
    }

    private static String place(HostPlace host) {
        return host.name() + "@" + host.endpoint();
    }

    private void print(Entry entry, Set<String> living) {
        for (Replica replica : entry.binding().replicas()) {
            boolean suspect = !living.contains(replica.host() + "@" + replica.endpoint());
            String role = replica.role().name().toLowerCase(Locale.ROOT);
            if (json) {
                out().println(new Json()
                        .put("name", entry.binding().name().path())
                        .put("host", replica.host())
                        .put("endpoint", replica.endpoint().toString())
                        .put("role", role)
                        .put("zone", replica.zone())
                        .put("epoch", replica.since())
                        .put("suspect", suspect));
            } else {
                out().println(entry.binding().name() + "\t" + replica.host() + "@" + replica.endpoint() + "\t" + role
                        + (replica.zone().isEmpty() ? "" : "\tzone " + replica.zone())
                        + "\tsince " + replica.since()
                        + (suspect ? "\tsuspect" : ""));
            }
        }
    }
}
