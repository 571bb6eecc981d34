package io.limpid.naming;

import io.limpid.naming.cli.LimpidCommand;
import java.util.List;

/** The program {@code limpid}. */
public final class Limpid {
    private Limpid() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        if (System.getProperty("logback.configurationFile") == null) {
            // A library must not bring a configuration of its own; a program must, or Ratis fills the terminal.
            System.setProperty("logback.configurationFile", "io/limpid/naming/cli/logback.xml");
            // What a question met on its way stands in its one complaint.
            System.setProperty("limpid.log", List.of(arguments).contains("serve") ? "WARN" : "ERROR");
        }
        System.exit(LimpidCommand.run(arguments));
    }
}
