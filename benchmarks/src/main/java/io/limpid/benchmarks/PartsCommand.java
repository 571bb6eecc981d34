package io.limpid.benchmarks;

import io.limpid.benchmarks.parts.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Measures the parts that a call is made of, each by itself. */
@Command(
        name = "parts",
        description =
                "Measures the parts of a call with JMH, whose options it takes (such as: parts Codec -f 1; parts -h).")
final class PartsCommand implements Callable<Integer> {
    /** As they came, because JMH's options have arguments. */
    @Parameters(paramLabel = "ARGUMENT", description = "For JMH.")
    private List<String> arguments = new ArrayList<>();

    List<String> arguments() {
        return arguments;
    }

    @Override
    public Integer call() throws IOException {
        Parts.run(arguments);
        return 0;
    }
}
