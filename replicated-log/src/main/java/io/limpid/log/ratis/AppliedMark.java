package io.limpid.log.ratis;

import io.limpid.log.CorruptStoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A lower bound of what was acknowledged, kept outside the log: the highest index known to be applied here.
 *
 * <p>Raft's files alone cannot tell a tail that a crash tore (never acknowledged, to be cut) from an acknowledged entry that rotted.
 * This index can, and costs no forced write of its own: it is written to the page cache before each acknowledgement, which a
 * killed process leaves behind intact, and forced now and then, which bounds what a power failure makes it forget. It is written only
 * after the log has been forced, so on the disk, too, it is never ahead of the log.
 *
 * <p>Two slots take turns, each in a sector of its own with a sum, so that a torn write spoils at most the newer one.
 *
 * <p>Used by one thread at a time.
 */
final class AppliedMark implements Closeable {
    private static final long MAGIC = 0x4c4d5044_41504c44L;
    private static final int SLOT_BYTES = Long.BYTES * 2 + Integer.BYTES;
    private static final int SLOT_DISTANCE = 512;
    private static final int FORCE_EVERY = 1024;
    private static final long NONE = -1;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SLOT_BYTES);
    private long index;
    private int nextSlot;
    private int unforced;

    private AppliedMark(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the file, or makes one that says "nothing applied". */
    static AppliedMark open(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            AppliedMark mark = new AppliedMark(channel);
            mark.read(file);
            return mark;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The highest index known to be applied, or -1. */
    long index() {
        return index;
    }

    /** Notes that everything up to an index is applied, and thereby forced by the log. */
    void advance(long applied) throws IOException {
        if (applied <= index) {
            return;
        }
        write(applied);
        if (++unforced >= FORCE_EVERY) {
            force();
        }
    }

    void force() throws IOException {
        channel.force(false);
        unforced = 0;
    }

    @Override
    public void close() throws IOException {
        try (FileChannel closing = channel) {
            closing.force(false);
        }
    }

    /** Makes the file whole or not at all, or a kill at the wrong moment would leave one that is refused. */
    private static void create(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            AppliedMark mark = new AppliedMark(channel);
            mark.write(NONE);
            mark.write(NONE);
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        StoreLayout.forceEntry(file);
    }

    private void read(Path file) throws IOException {
        Long first = readSlot(0);
        Long second = readSlot(1);
        if (first == null && second == null) {
            throw new CorruptStoreException(
                    file,
                    "neither of its two slots is readable, so it cannot be told which commands were acknowledged",
                    "Restore it from a backup, or delete it to take the log as complete as it looks",
                    null);
        }
        long firstIndex = first == null ? Long.MIN_VALUE : first;
        long secondIndex = second == null ? Long.MIN_VALUE : second;
        index = Math.max(firstIndex, secondIndex);
        nextSlot = firstIndex > secondIndex ? 1 : 0;
    }

    private void write(long applied) throws IOException {
        buffer.clear();
        buffer.putLong(MAGIC).putLong(applied);
        buffer.putInt(sum(buffer.duplicate().flip())).flip();
        long position = (long) nextSlot * SLOT_DISTANCE;
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
        index = applied;
        nextSlot = 1 - nextSlot;
    }

    private @Nullable Long readSlot(int slot) throws IOException {
        buffer.clear();
        long position = (long) slot * SLOT_DISTANCE;
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                return null;
            }
        }
        buffer.flip();
        int expected = sum(buffer.duplicate().limit(Long.BYTES * 2));
        long magic = buffer.getLong();
        long value = buffer.getLong();
        return magic == MAGIC && buffer.getInt() == expected && value >= NONE ? value : null;
    }

    private static int sum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }
}
