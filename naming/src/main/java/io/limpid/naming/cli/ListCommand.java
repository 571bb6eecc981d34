package io.limpid.naming.cli;

import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Entry;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists names. */
@Command(
        name = "ls",
        description = "Lists the objects at and below a prefix, in the order of their names.",
        mixinStandardHelpOptions = true)
final class ListCommand extends AtNaming {
    private static final int PAGE = 1_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "Whole segments; all if left out.")
    private String prefix = "";

    @Override
    int ask(Asking asking) {
        Naming naming = asking.naming();
        String after = "";
        List<Entry> page;
        do {
            page = naming.list(prefix(prefix), after, PAGE);
            for (Entry entry : page) {
                out().println(json ? Lines.json(entry).toString() : Lines.text(entry));
                after = entry.binding().name().path();
            }
        } while (page.size() == PAGE);
        return ExitStatus.OK;
    }
}
