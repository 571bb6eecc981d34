package io.limpid.naming.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Groups what concerns groups of replicas. */
@Command(
        name = "group",
        description = "Shows groups of replicas, and changes which hosts keep a cell.",
        subcommands = {
            GroupListCommand.class,
            CellCommands.Leader.class,
            CellCommands.Lag.class,
            CellCommands.Add.class,
            CellCommands.Remove.class
        })
final class GroupCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing (expected: limpid group list, leader, lag, add or remove)");
    }
}
