package io.limpid.runtime.network;

import io.limpid.runtime.check.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One call as its caller saw it; a line of a file. Times are of the machine's monotonic clock, which is one for all its processes.
 *
 * @param object what was called
 * @param input what was asked, a word
 * @param outcome how it ended
 * @param output what was answered, a word; empty if nothing was
 * @param invoked when it was asked, in nanoseconds
 * @param returned when it ended, in nanoseconds
 */
public record Recorded(String object, String input, Outcome outcome, String output, long invoked, long returned) {
    /** How a call ends. */
    public enum Outcome {
        ANSWERED,
        UNKNOWN,
        NOT_EXECUTED
    }

    String line() {
        return String.join(" ", object, input, outcome.name(), output, Long.toString(invoked), Long.toString(returned));
    }

    private static Recorded parse(String line) {
        String[] words = line.split(" ", -1);
        return new Recorded(
                words[0],
                words[1],
                Outcome.valueOf(words[2]),
                words[3],
                Long.parseLong(words[4]),
                Long.parseLong(words[5]));
    }

    /** Reads what a {@link Load} has written. */
    public static List<Recorded> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Recorded::parse).toList();
        }
    }

    /** When the call was over for sure: never, if it may still happen. */
    public long over() {
        return outcome == Outcome.UNKNOWN ? Operation.NEVER : returned;
    }

    /** Tells whether it was answered. */
    public boolean isAnswered() {
        return outcome == Outcome.ANSWERED;
    }
}
