package io.limpid.naming.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command {@code limpid}: runs naming, and shows what is in it. */
@Command(
        name = "limpid",
        description = "Runs Limpid's naming service, and shows which objects are where.",
        subcommands = {
            NamingCommand.class,
            ListCommand.class,
            ResolveCommand.class,
            WatchCommand.class,
            HostsCommand.class,
            GroupCommand.class,
            MigrateCommand.class,
            DrainCommand.class,
            StatusCommand.class,
            PeersCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = LimpidCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:as was asked",
            "1:there is no such name",
            "2:the command line is wrong",
            "3:naming cannot be reached",
            "4:the naming server could not start, or had to stop",
            "5:anything else"
        })
public final class LimpidCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    LimpidCommand() {}

    /** Runs a command and gives its exit status. */
    public static int run(String... arguments) {
        CommandLine line = new CommandLine(new LimpidCommand());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler(new Complaints());
        line.setParameterExceptionHandler(LimpidCommand::wrong);
        return line.execute(arguments);
    }

    /** One line, with where to read more. */
    private static int wrong(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr()
                .println("limpid: " + wrong.getMessage() + " ("
                        + command.getCommandSpec().qualifiedName() + " --help tells what is expected)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The version that the jar was built with. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = LimpidCommand.class.getPackage().getImplementationVersion();
            return new String[] {"limpid " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
