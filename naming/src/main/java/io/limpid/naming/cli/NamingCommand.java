package io.limpid.naming.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Groups what concerns the server. */
@Command(
        name = "naming",
        description = "Runs the naming service, and copies what it keeps.",
        subcommands = {ServeCommand.class, BackupCommand.class})
final class NamingCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing (expected: limpid naming serve, or limpid naming backup)");
    }
}
