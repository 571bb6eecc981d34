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
    private long unknown;
    private long retries;
    private long redirects;

    void succeeded(long nanos) {
        latencies.recordValue(Math.min(nanos, LONGEST_NANOS));
    }

    /** Counts a failed call. */
    void failed() {
        failures++;
    }

    /** Counts a failed call of which it is not known whether it ran. */
    void unknown() {
        failures++;
        unknown++;
    }

    void retried(long attempts) {
        retries += attempts;
    }

    void redirected(long times) {
        redirects += times;
    }

    void add(Tally other) {
        latencies.add(other.latencies);
        failures += other.failures;
        unknown += other.unknown;
        retries += other.retries;
        redirects += other.redirects;
    }

    long calls() {
        return latencies.getTotalCount() + failures;
    }

    /** How many failed, the unknown ones included. */
    long failures() {
        return failures;
    }

    long unknowns() {
        return unknown;
    }

    /** How many attempts there were beyond the first of each call. */
    long retries() {
        return retries;
    }

    /** How many of these because the object had moved, and the host that had it said where to. */
    long redirects() {
        return redirects;
    }

    double redirectsPerCall() {
        return (double) redirects / calls();
    }

    double percentileMillis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }

    String toLine() {
        ByteBuffer bytes = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
        int length = latencies.encodeIntoCompressedByteBuffer(bytes);
        byte[] encoded = new byte[length];
        bytes.flip().get(encoded);
        return LINE + " " + failures + " " + unknown + " " + retries + " " + redirects + " "
                + Base64.getEncoder().encodeToString(encoded);
    }

    static Tally ofLine(String line) {
        String[] words = line.split(" ", -1);
        Tally tally = new Tally();
        tally.failures = Long.parseLong(words[1]);
        tally.unknown = Long.parseLong(words[2]);
        tally.retries = Long.parseLong(words[3]);
        tally.redirects = Long.parseLong(words[4]);
        try {
            tally.latencies.add(Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(words[5])), LONGEST_NANOS));
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("tally: not a histogram: " + line, e);
        }
        return tally;
    }
}
