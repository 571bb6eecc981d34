package io.limpid.benchmarks.growth;

import io.limpid.benchmarks.ChildProcess;
import io.limpid.benchmarks.Jdk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The processes of one growth; those that came last end first. For one thread. */
final class Processes implements AutoCloseable {
    /** A heap that takes a million of everything, and is small as long as there is little. */
    private static final List<String> OPTIONS = List.of("-Xms256m", "-Xmx4g", "-XX:+UseParallelGC");

    private final Jdk jdk;
    private final Deque<ChildProcess> all = new ArrayDeque<>();

    Processes(Jdk jdk) {
        this.jdk = jdk;
    }

    /** One that has begun. */
    record Begun(ChildProcess process, String answer) {
        String ask(Object... words) throws IOException {
            StringBuilder order = new StringBuilder();
            for (Object word : words) {
                order.append(order.isEmpty() ? "" : " ").append(word);
            }
            return process.ask(order.toString());
        }

        Memory memory() throws IOException {
            return Memory.parse(ask("memory"));
        }
    }

    /** Starts one, and waits until it has begun. */
    Begun start(String role, String... arguments) throws IOException {
        ChildProcess process = begin(jdk, OPTIONS, role, List.of(arguments));
        all.push(process);
        return new Begun(process, process.answer());
    }

    /** Starts several at once, which wait for one another. */
    List<Begun> startAll(String role, List<List<String>> arguments) throws IOException {
        List<ChildProcess> begun = new ArrayList<>();
        for (List<String> each : arguments) {
            ChildProcess process = begin(jdk, OPTIONS, role, each);
            all.push(process);
            begun.add(process);
        }
        List<Begun> answers = new ArrayList<>();
        for (ChildProcess process : begun) {
            answers.add(new Begun(process, process.answer()));
        }
        return answers;
    }

    /** Starts one that is the caller's to close. */
    static ChildProcess begin(Jdk jdk, List<String> options, String role, List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(role));
        words.addAll(arguments);
        return ChildProcess.start(jdk, List.of(), options, GrowthProcess.class, words);
    }

    /** Ends the one that came last. */
    void endLast() {
        all.pop().close();
    }

    @Override
    public void close() {
        while (!all.isEmpty()) {
            endLast();
        }
    }
}
