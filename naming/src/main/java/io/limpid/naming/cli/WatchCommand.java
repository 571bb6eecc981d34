package io.limpid.naming.cli;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints changes as they happen. */
@Command(
        name = "watch",
        description = {
            "Prints every change at and below a prefix, in order, until it is told to end.",
            "If naming is away for a while, it goes on where it was; 'resync' means that changes were missed: list again."
        },
        mixinStandardHelpOptions = true)
final class WatchCommand extends AtNaming {
    /** Each failure has used up a call's whole patience. */
    private static final int MOST_FAILURES = 3;

    @Parameters(
            arity = "0..1",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "Whole segments; all if left out.")
    private String prefix = "";

    @Option(
            names = "--from",
            paramLabel = "REVISION",
            defaultValue = "-1",
            description = "Begin after this revision, as an earlier watch has told it (default: now).")
    private long from;

    @Override
    int ask(Asking asking) throws Exception {
        long revision = from;
        if (revision < 0) {
            revision = await(asking.naming().watch(prefix(prefix), -1)).revision();
        }
        begin(revision);
        int failures = 0;
        while (true) {
            try {
                Changes changes = await(asking.patientNaming().watch(prefix(prefix), revision));
                print(changes);
                revision = changes.revision();
                failures = 0;
            } catch (NotExecutedException | OutcomeUnknownException e) {
                failures++;
                if (failures == MOST_FAILURES) {
                    throw e;
                }
                err().println("limpid: naming does not answer, trying again");
            }
        }
    }

    private void begin(long revision) {
        if (json) {
            out().println(new Json()
                    .put("event", "watching")
                    .put("revision", revision)
                    .put("prefix", prefix(prefix)));
        } else {
            err().println("watching " + (prefix.isEmpty() ? "everything" : prefix(prefix)) + " after revision "
                    + revision);
        }
    }

    private void print(Changes changes) throws IOException {
        if (changes.resync()) {
            out().println(
                            json
                                    ? new Json()
                                            .put("event", "resync")
                                            .put("revision", changes.revision())
                                            .toString()
                                    : "resync   changes were missed; list again (revision " + changes.revision() + ")");
        }
        for (Change change : changes.events()) {
            out().println(json ? Lines.json(change).toString() : Lines.text(change));
        }
        // A PrintWriter keeps this to itself, and the watch would go on for nobody.
        if (out().checkError()) {
            throw new IOException("nobody reads what the watch prints any more");
        }
    }
}
