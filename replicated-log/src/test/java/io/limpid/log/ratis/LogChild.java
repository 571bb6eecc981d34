package io.limpid.log.ratis;

import io.limpid.log.HistoryMachine;
import io.limpid.log.LogSettings;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A process to be killed: opens a log, reports what it found, and submits numbers that go on from there, reporting each acknowledgement
 * as eight bytes on its standard output.
 */
final class LogChild {
    /** What it says when the log is open: these numbers, then milliseconds since the process began, milliseconds of
     * processor time, and how many commands it found. */
    static final long READY = -1;

    /** Instead of the count, when what it found is not 0, 1, 2 and so on. */
    static final long DISORDER = -2;

    private LogChild() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        long snapshotEvery = Long.parseLong(args[1]);
        long count = Long.parseLong(args[2]);
        int inFlight = Integer.parseInt(args[3]);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        RatisLog log = RatisLog.open(
                LogSettings.single("test", directory).withSnapshotEvery(snapshotEvery), new HistoryMachine());
        List<Long> found = HistoryMachine.history(log.query(new byte[0]).get());
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        tell(
                out,
                READY,
                Duration.between(started, Instant.now()).toMillis(),
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis(),
                isInOrder(found) ? found.size() : DISORDER);

        Semaphore slots = new Semaphore(inFlight);
        for (long number = found.size(); number < found.size() + count; number++) {
            long submitted = number;
            slots.acquire();
            var unused = log.submit(HistoryMachine.command(number, 80)).whenComplete((answer, failure) -> {
                if (failure == null) {
                    tell(out, submitted);
                } else {
                    System.err.println("LogChild: " + submitted + ": " + failure);
                }
                slots.release();
            });
        }
        // Stays until it is killed.
        new Semaphore(0).acquire();
    }

    private static boolean isInOrder(List<Long> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) != i) {
                return false;
            }
        }
        return true;
    }

    private static synchronized void tell(DataOutputStream out, long... words) {
        try {
            for (long word : words) {
                out.writeLong(word);
            }
            out.flush();
        } catch (IOException e) {
            // The parent is gone, and with it the reason to go on.
            Runtime.getRuntime().halt(1);
        }
    }
}
