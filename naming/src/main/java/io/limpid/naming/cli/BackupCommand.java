package io.limpid.naming.cli;

import io.limpid.naming.service.CopyControl;
import io.limpid.naming.service.DirectoryCopy;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies what a running naming keeps into a file. */
@Command(
        name = "backup",
        description = "Copies what a running naming keeps into a file, for 'limpid naming serve --restore'.",
        mixinStandardHelpOptions = true)
final class BackupCommand extends AtNaming {
    @Option(
            names = "--to",
            paramLabel = "FILE",
            required = true,
            description = "The file; one that is there is replaced once the copy is whole.")
    private Path file = Path.of("");

    @Override
    int ask(Asking asking) throws Exception {
        DirectoryCopy copy = CopyControl.fetch(asking.copies());
        copy.writeTo(file);
        out().println(
                        json
                                ? new Json()
                                        .put("file", file.toString())
                                        .put("copy", copy.id().toString())
                                        .put("bytes", copy.length())
                                : file + "\t" + copy.length() + " bytes");
        return ExitStatus.OK;
    }
}
