package io.limpid.log.ratis;

import io.limpid.log.CorruptStoreException;
import io.limpid.log.LogPosition;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * One snapshot on disk: magic, format version, term and index it covers; the state machine's bytes; their length; and a CRC32C over
 * all that. Integers are big-endian. It appears under its name only when it is whole and forced.
 */
record SnapshotFile(Path path, LogPosition position) {
    private static final long MAGIC = 0x4c4d5044_534e4150L;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES + Long.BYTES + Long.BYTES;
    private static final int TRAILER_BYTES = Long.BYTES + Integer.BYTES;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Writes a state machine's bytes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static SnapshotFile write(Path path, LogPosition position, Content content) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + SnapshotStore.TEMPORARY);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            CheckedOutputStream summed = new CheckedOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES), new CRC32C());
            DataOutputStream out = new DataOutputStream(summed);
            out.writeLong(MAGIC);
            out.writeInt(VERSION);
            out.writeLong(position.term());
            out.writeLong(position.index());
            CountingStream body = new CountingStream(summed);
            BufferedOutputStream buffered = new BufferedOutputStream(body, BUFFER_BYTES);
            content.writeTo(buffered);
            buffered.flush();
            out.writeLong(body.count);
            out.writeInt((int) summed.getChecksum().getValue());
            out.flush();
            channel.force(true);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        StoreLayout.forceEntry(path);
        return new SnapshotFile(path, position);
    }

    /** Reads the whole file and fails unless every byte is the one that was written. */
    void verify() throws IOException {
        long size = Files.size(path);
        if (size < HEADER_BYTES + TRAILER_BYTES) {
            throw damaged("it is cut off after " + size + " bytes");
        }
        try (InputStream file = Files.newInputStream(path)) {
            CheckedInputStream summed =
                    new CheckedInputStream(new BufferedInputStream(file, BUFFER_BYTES), new CRC32C());
            DataInputStream in = new DataInputStream(summed);
            boolean known = in.readLong() == MAGIC;
            int version = in.readInt();
            LogPosition written = readPosition(in);
            long bodyBytes = size - HEADER_BYTES - TRAILER_BYTES;
            in.skipNBytes(bodyBytes);
            boolean whole = in.readLong() == bodyBytes;
            long sum = summed.getChecksum().getValue();
            if (!known || !whole || in.readInt() != (int) sum || !written.equals(position)) {
                throw damaged("it is torn, or some of its bytes have changed");
            }
            if (version != VERSION) {
                throw new CorruptStoreException(
                        path,
                        "it has format version " + version + ", and this is a reader of version " + VERSION,
                        "Open the store with the version that wrote it",
                        null);
            }
        } catch (EOFException e) {
            throw damaged("it is cut off");
        }
    }

    /** Opens the state machine's bytes of a verified file. */
    InputStream body() throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
        file.skipNBytes(HEADER_BYTES);
        return new BoundedStream(file, Files.size(path) - HEADER_BYTES - TRAILER_BYTES);
    }

    private CorruptStoreException damaged(String what) {
        return new CorruptStoreException(
                path,
                what,
                "Restore the directory from a backup, or, among several, replace this peer by another",
                null);
    }

    private static LogPosition readPosition(DataInputStream in) throws IOException {
        long term = in.readLong();
        long index = in.readLong();
        return term < 0 || index < 0 ? LogPosition.START : new LogPosition(term, index);
    }

    /** Counts what passes, and leaves the target open when it is closed itself. */
    private static final class CountingStream extends FilterOutputStream {
        private long count;

        CountingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
