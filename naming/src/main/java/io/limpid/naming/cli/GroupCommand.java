package io.limpid.naming.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Groups what concerns groups of replicas. */
@Command(name = "group", description = "Shows groups of replicas.", subcommands = GroupListCommand.class)
final class GroupCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing (expected: limpid group list [PREFIX])");
    }
}
