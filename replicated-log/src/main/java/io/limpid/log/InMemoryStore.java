package io.limpid.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Plays the disk of an {@link InMemoryLog}: what was acknowledged stays here when a log is closed or dropped. */
public final class InMemoryStore {
    private final List<Entry> entries = new ArrayList<>();
    private byte[] snapshot = {};
    private LogPosition covered = LogPosition.START;
    private long term;

    private static final class Entry {
        private final LogPosition position;
        private final byte[] command;

        private Entry(LogPosition position, byte[] command) {
            this.position = position;
            this.command = command;
        }
    }

    /** Restores a fresh machine and starts the next term. */
    synchronized LogPosition open(StateMachine machine) throws IOException {
        LogPosition last = covered;
        if (!covered.equals(LogPosition.START)) {
            machine.readSnapshot(new ByteArrayInputStream(snapshot));
        }
        for (Entry entry : entries) {
            machine.apply(entry.position, entry.command.clone());
            last = entry.position;
        }
        term++;
        return last;
    }

    synchronized long term() {
        return term;
    }

    synchronized void nextTerm() {
        term++;
    }

    synchronized LogPosition append(long lastIndex, byte[] command) {
        LogPosition position = new LogPosition(term, lastIndex + 1);
        entries.add(new Entry(position, command.clone()));
        return position;
    }

    synchronized void snapshot(StateMachine machine, LogPosition position) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        machine.writeSnapshot(out);
        snapshot = out.toByteArray();
        covered = position;
        entries.removeIf(entry -> entry.position.compareTo(position) <= 0);
    }
}
