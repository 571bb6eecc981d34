package io.limpid.benchmarks;

import io.limpid.benchmarks.parts.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Measures the parts that a call is made of, each by itself. */
@Command(
        name = "parts",
        mixinStandardHelpOptions = true,
        description = "Measures the parts of a call with JMH, whose options it takes (such as: parts Codec -f 1).")
final class PartsCommand implements Callable<Integer> {
    @Parameters(hidden = true)
    private List<String> names = new ArrayList<>();

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        List<String> arguments = new ArrayList<>(names);
        arguments.addAll(options);
        Parts.run(arguments);
        return 0;
    }
}
