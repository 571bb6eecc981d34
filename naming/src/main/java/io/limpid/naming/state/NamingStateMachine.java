package io.limpid.naming.state;

import io.limpid.log.LogPosition;
import io.limpid.log.StateMachine;
import io.limpid.runtime.location.Naming.Change;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Naming's state behind a log. It knows no clock and no chance: equal commands in equal order give equal answers and equal
 * snapshots, byte for byte.
 */
public final class NamingStateMachine implements StateMachine {
    private static final byte[] MAGIC = {'L', 'i', 'm', 'p', 'i', 'd', 'N', 'S'};

    /** The oldest that can be read. */
    private static final int FIRST_FORMAT = 1;

    static final int FORMAT_WITH_PRINCIPALS = 2;
    static final int FORMAT_WITH_RESTORATION = 3;
    private static final int FORMAT = FORMAT_WITH_RESTORATION;

    private final Consumer<List<Change>> watcher;
    private NamingState state = new NamingState();

    /**
     * Makes one.
     *
     * @param watcher is told of the changes that a command made, right after it, on the log's thread: it must return at once and
     *     must not ask the log
     */
    public NamingStateMachine(Consumer<List<Change>> watcher) {
        this.watcher = watcher;
    }

    /**
     * Tells whether a copy of a naming ({@link Query.Copy}) can be restored here.
     *
     * @throws IOException if it cannot be read
     */
    public static void checkCopy(byte[] copy) throws IOException {
        try {
            NamingState.check(copy);
        } catch (IllegalArgumentException e) {
            throw new IOException("what is in the copy cannot be: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] apply(LogPosition position, byte[] command) {
        Command decoded = Messages.readCommand(command);
        state.advance(decoded.at());
        byte[] answer = Messages.write(decoded.applyTo(state));
        List<Change> changes = state.takeFresh();
        if (!changes.isEmpty()) {
            watcher.accept(changes);
        }
        return answer;
    }

    @Override
    public byte[] query(byte[] query) {
        return Messages.write(Messages.readQuery(query).askOf(state));
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
        buffered.write(MAGIC);
        buffered.write(FORMAT);
        try {
            state.writeTo(new Output(buffered));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        buffered.flush();
    }

    @Override
    public void readSnapshot(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        if (!java.util.Arrays.equals(buffered.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("this is not a snapshot of naming");
        }
        int format = buffered.read();
        if (format < FIRST_FORMAT || format > FORMAT) {
            throw new IOException("snapshot of naming in format " + format + " (expected: at most " + FORMAT
                    + "); it was written by another version of Limpid, use that one");
        }
        NamingState read = new NamingState();
        read.readFrom(new Input(buffered), format);
        state = read;
    }
}
