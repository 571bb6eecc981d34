package io.limpid.examples.bank;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** How many calls there were, how many failed, and how long the others took. Not thread-safe: one a thread, added up later. */
final class Tally {
    /** How the line begins by which a teller reports. */
    static final String LINE = "tally";

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    private long failures;

    void succeeded(long nanos) {
        latencies.recordValue(Math.min(nanos, LONGEST_NANOS));
    }

    /** Counts a failed call and gives how many that makes. */
    long failed() {
        return ++failures;
    }

    void add(Tally other) {
        latencies.add(other.latencies);
        failures += other.failures;
    }

    long calls() {
        return latencies.getTotalCount() + failures;
    }

    long failures() {
        return failures;
    }

    double percentileMillis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }

    String toLine() {
        ByteBuffer bytes = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
        int length = latencies.encodeIntoCompressedByteBuffer(bytes);
        byte[] encoded = new byte[length];
        bytes.flip().get(encoded);
        return LINE + " " + failures + " " + Base64.getEncoder().encodeToString(encoded);
    }

    static Tally ofLine(String line) {
        int begin = LINE.length() + 1;
        int blank = line.indexOf(' ', begin);
        Tally tally = new Tally();
        tally.failures = Long.parseLong(line.substring(begin, blank));
        try {
            tally.latencies.add(Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(line.substring(blank + 1))), LONGEST_NANOS));
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("tally: not a histogram: " + line, e);
        }
        return tally;
    }
}
