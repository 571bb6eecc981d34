package io.limpid.runtime.hosting;

import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.wire.Limits;

/**
 * How a process serves the calls of others. Immutable.
 *
 * @param mode how many methods run at once
 * @param mostRunning how many methods run at once, not counting those that wait for calls of their own
 * @param mostThreads how many threads methods may hold, those that wait included; the limit of {@code mostRunning} where it is less
 * @param mostWaitingPerObject how many invocations may wait for one object
 * @param mostWaiting how many invocations may wait in the whole process
 * @param mostWaitingBytes how many bytes the arguments of waiting invocations may hold
 * @param detailsInFailures whether an undeclared throwable's stack trace is sent to the caller
 * @param limits what arguments are checked against
 * @param records how many completion records are kept, for one client and for all
 */
public record HostingSettings(
        Mode mode,
        int mostRunning,
        int mostThreads,
        int mostWaitingPerObject,
        int mostWaiting,
        long mostWaitingBytes,
        boolean detailsInFailures,
        Limits limits,
        ClientLedgers.Limits records) {
    /** How many methods run at once. */
    public enum Mode {
        /** As many as their objects' gates let in. */
        CONCURRENT,
        /** One in the whole process, even of objects that guard themselves; a chain that comes back re-enters. */
        ITERATIVE
    }

    /** @throws IllegalArgumentException if a number is less than one */
    public HostingSettings {
        check("running methods", mostRunning);
        check("threads", mostThreads);
        check("waiting invocations per object", mostWaitingPerObject);
        check("waiting invocations", mostWaiting);
        check("bytes of waiting invocations", mostWaitingBytes);
    }

    private static void check(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: at least 1)");
        }
    }

    /** Gives the settings of a process that says nothing else, for methods that run on such threads. */
    public static HostingSettings initial(boolean virtualThreads) {
        // A platform thread is dear, a virtual one is not; either way a nested call keeps its thread while it waits.
        return new HostingSettings(
                Mode.CONCURRENT,
                virtualThreads ? 4_096 : 128,
                virtualThreads ? 65_536 : 1_024,
                1_024,
                16_384,
                64 << 20,
                false,
                Limits.DEFAULT,
                ClientLedgers.Limits.DEFAULT);
    }

    /** The same with another mode. */
    public HostingSettings mode(Mode given) {
        return new HostingSettings(
                given,
                mostRunning,
                mostThreads,
                mostWaitingPerObject,
                mostWaiting,
                mostWaitingBytes,
                detailsInFailures,
                limits,
                records);
    }

    /** The same with other numbers of methods and threads. */
    public HostingSettings methods(int running, int threads) {
        return new HostingSettings(
                mode,
                running,
                threads,
                mostWaitingPerObject,
                mostWaiting,
                mostWaitingBytes,
                detailsInFailures,
                limits,
                records);
    }

    /** The same with other numbers of waiting invocations. */
    public HostingSettings waiting(int perObject, int most) {
        return new HostingSettings(
                mode, mostRunning, mostThreads, perObject, most, mostWaitingBytes, detailsInFailures, limits, records);
    }

    /** The same, but an undeclared throwable's stack trace is sent to the caller. */
    public HostingSettings withDetails() {
        return new HostingSettings(
                mode,
                mostRunning,
                mostThreads,
                mostWaitingPerObject,
                mostWaiting,
                mostWaitingBytes,
                true,
                limits,
                records);
    }

    /** The same with other limits. */
    public HostingSettings limits(Limits given) {
        return new HostingSettings(
                mode,
                mostRunning,
                mostThreads,
                mostWaitingPerObject,
                mostWaiting,
                mostWaitingBytes,
                detailsInFailures,
                given,
                records);
    }

    /** The same with other numbers of completion records. */
    public HostingSettings records(ClientLedgers.Limits given) {
        return new HostingSettings(
                mode,
                mostRunning,
                mostThreads,
                mostWaitingPerObject,
                mostWaiting,
                mostWaitingBytes,
                detailsInFailures,
                limits,
                given);
    }
}
