package io.limpid.examples.bank;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The bank's programs: the demo, which runs all the others as processes of their own, and each of them alone. */
@Command(
        name = "bank",
        mixinStandardHelpOptions = true,
        description = "Moves money between accounts that live in several processes.",
        subcommands = {BankDemo.class, BankHost.class, BooksReplica.class, Teller.class})
public final class Bank {
    private Bank() {}

    /** Runs the program that the first argument names. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bank())
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    commandLine.getErr().println("bank: " + failure.getMessage());
                    return 1;
                })
                .execute(args));
    }
}
