package io.limpid.cell;

import io.limpid.naming.cli.LimpidCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the program {@code limpid} says, run in this process: one at a time.
 *
 * @param exit its status
 * @param lines of its standard output
 * @param errors its standard error
 */
record Limpid(int exit, List<String> lines, String errors) {
    /** What others in this process log meanwhile. */
    private static final Pattern LOG = Pattern.compile(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*|\\s+(at |\\.\\.\\. ).*|(Caused by: )?[\\w.]+(Exception|Error).*");

    static synchronized Limpid run(String naming, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 4);
        all[arguments.length] = "--naming";
        all[arguments.length + 1] = naming;
        all[arguments.length + 2] = "--timeout";
        all[arguments.length + 3] = "20";
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int exit = LimpidCommand.run(all);
            return new Limpid(
                    exit,
                    said.toString(StandardCharsets.UTF_8).lines().toList(),
                    complained
                            .toString(StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !LOG.matcher(line).matches())
                            .collect(Collectors.joining("\n")));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
