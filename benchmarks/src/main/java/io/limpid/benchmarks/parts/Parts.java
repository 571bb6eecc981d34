package io.limpid.benchmarks.parts;

import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.Main;

/** Runs JMH on this package. */
public final class Parts {
    private Parts() {}

    /**
     * Runs it.
     *
     * @param arguments as JMH's own command line takes them
     */
    public static void run(List<String> arguments) throws IOException {
        Main.main(arguments.toArray(new String[0]));
    }
}
