package io.limpid.benchmarks;

import picocli.CommandLine;

/** The program behind {@code benchmarks/run}. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs what the command line asks for. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new RunCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
