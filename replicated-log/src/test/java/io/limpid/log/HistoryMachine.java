package io.limpid.log;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers every command in order: a command is a number and perhaps some padding, its answer the number of commands before it, and
 * a query gives all numbers. The padding is kept as well, so that the state is about as large as naming's with as many names.
 */
public class HistoryMachine implements StateMachine {
    private final List<Entry> history = new ArrayList<>();
    private int applied;

    private static final class Entry {
        private final long number;
        private final byte[] padding;

        private Entry(long number, byte[] padding) {
            this.number = number;
            this.padding = padding;
        }
    }

    public static byte[] command(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    public static byte[] command(long number, int padding) {
        return ByteBuffer.allocate(Long.BYTES + padding).putLong(number).array();
    }

    public static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** Reads the answer to a query. */
    public static List<Long> history(byte[] answer) {
        List<Long> numbers = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        while (bytes.hasRemaining()) {
            numbers.add(bytes.getLong());
        }
        return numbers;
    }

    /** How many commands this object applied by itself, rather than found in a snapshot. */
    public int applied() {
        return applied;
    }

    @Override
    public byte[] apply(LogPosition position, byte[] command) {
        applied++;
        ByteBuffer bytes = ByteBuffer.wrap(command);
        long number = bytes.getLong();
        byte[] padding = new byte[bytes.remaining()];
        bytes.get(padding);
        history.add(new Entry(number, padding));
        return command(history.size() - 1L);
    }

    @Override
    public byte[] query(byte[] query) {
        ByteBuffer answer = ByteBuffer.allocate(history.size() * Long.BYTES);
        history.forEach(entry -> answer.putLong(entry.number));
        return answer.array();
    }

    @Override
    public void writeSnapshot(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(history.size());
        for (Entry entry : history) {
            out.writeLong(entry.number);
            out.writeInt(entry.padding.length);
            out.write(entry.padding);
        }
        out.flush();
    }

    @Override
    public void readSnapshot(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        history.clear();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            long number = in.readLong();
            byte[] padding = new byte[in.readInt()];
            in.readFully(padding);
            history.add(new Entry(number, padding));
        }
    }
}
