package io.limpid.benchmarks.growth;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.benchmarks.peers.Workbench;
import io.limpid.benchmarks.peers.WorkbenchObject;
import io.limpid.runtime.Host;
import java.time.Duration;
import java.util.Arrays;

/** A host that exports ever more objects. Its first answer is where it listens. */
final class HostRole implements Role {
    private static final int THREADS = 32;
    private static final int ATTEMPTS = 4;

    private final Host host;

    /** What would be there without Limpid. */
    private WorkbenchObject[] objects = {};

    private int exported;

    HostRole(String naming) {
        host = Host.builder()
                .naming(naming)
                .name("growing")
                .transport(TRANSPORT)
                .timeout(PATIENCE)
                .open();
    }

    /** What an object is called. */
    static String name(int number) {
        return "growth/objects/" + number;
    }

    @Override
    public String begin() {
        return host.endpoint().toString();
    }

    @Override
    public String obey(String[] order) throws Exception {
        return switch (order[0]) {
            // So many objects, which nobody can call yet.
            case "make" -> make(Integer.parseInt(order[1]));
            // All of them, or as many as can be in so many seconds.
            case "export" -> export(Duration.ofSeconds(Long.parseLong(order[1])));
            default -> Role.super.obey(order);
        };
    }

    private String make(int count) {
        int present = objects.length;
        objects = Arrays.copyOf(objects, count);
        Arrays.setAll(objects, i -> i < present ? objects[i] : new WorkbenchObject());
        return "made";
    }

    private String export(Duration patience) throws Exception {
        Rush rush = Rush.run(THREADS, exported, objects.length, patience, this::export);
        // Numbers are taken in order, so that those which were reached have no gaps.
        exported += (int) rush.count();
        return rush.toString();
    }

    private void export(int number) {
        for (int attempt = 1; ; attempt++) {
            try {
                host.export(name(number), Workbench.class, objects[number]);
                return;
            } catch (NotExecutedException | OutcomeUnknownException e) {
                // Naming gets five seconds for each, and more where the machine has much to do.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
