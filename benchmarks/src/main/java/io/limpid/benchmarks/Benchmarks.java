package io.limpid.benchmarks;

import picocli.CommandLine;

/** The program behind {@code benchmarks/run}. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs what the command line asks for. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine parts = new CommandLine(new PartsCommand()).setUnmatchedOptionsArePositionalParams(true);
        return new CommandLine(new RunCommand()).addSubcommand(parts).addSubcommand(new GrowthCommand());
    }
}
