package io.limpid.naming.service;

import io.limpid.naming.state.NamingStateMachine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * A copy of what naming keeps, from which a new naming can go on after this one was lost. As a file it has a sum, so that damage is noticed.
 * There is no secret in it: not by what hosts prove who they are. Immutable.
 */
public final class DirectoryCopy {
    private static final byte[] MAGIC = {'L', 'i', 'm', 'p', 'i', 'd', 'N', 'C'};
    private static final int SUM_BYTES = 32;

    private final byte[] bytes;
    private final byte[] sum;

    private DirectoryCopy(byte[] bytes) {
        this.bytes = bytes;
        this.sum = sum(bytes);
    }

    /** One of these bytes, which must not be changed any more. */
    static DirectoryCopy of(byte[] bytes) {
        return new DirectoryCopy(bytes);
    }

    /** Puts together what came in parts. */
    static DirectoryCopy of(byte[] bytes, UUID id) throws IOException {
        DirectoryCopy whole = new DirectoryCopy(bytes);
        if (!whole.id().equals(id)) {
            throw new IOException("the copy came damaged (make another)");
        }
        return whole;
    }

    /**
     * Reads the file that {@link #writeTo} wrote.
     *
     * @throws IOException if it cannot be read, is no copy of naming or is damaged, or another version made it; the message says which
     */
    public static DirectoryCopy read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such file (expected: one that 'limpid naming backup' made)");
        }
        byte[] all = Files.readAllBytes(file);
        int head = MAGIC.length + SUM_BYTES;
        if (all.length < head || !Arrays.equals(all, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException(file + ": no copy of naming (expected: a file that 'limpid naming backup' made)");
        }
        DirectoryCopy copy = new DirectoryCopy(Arrays.copyOfRange(all, head, all.length));
        if (!Arrays.equals(all, MAGIC.length, head, copy.sum, 0, SUM_BYTES)) {
            throw new IOException(file + ": damaged, its sum is wrong (use another copy)");
        }
        try {
            NamingStateMachine.checkCopy(copy.bytes);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage() + " (use the version of Limpid that made it)", e);
        }
        return copy;
    }

    /** Writes it such that the file has the whole of it or is as it was before; on the disk when this returns. */
    public void writeTo(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path beside = whole.resolveSibling(whole.getFileName() + ".part");
        try (FileChannel out = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (byte[] part : new byte[][] {MAGIC, sum, bytes}) {
                ByteBuffer buffer = ByteBuffer.wrap(part);
                while (buffer.hasRemaining()) {
                    int unused = out.write(buffer);
                }
            }
            out.force(true);
        }
        Files.move(beside, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Which copy it is, told by its content. */
    public UUID id() {
        ByteBuffer begin = ByteBuffer.wrap(sum);
        return new UUID(begin.getLong(), begin.getLong());
    }

    /** How long it is, in bytes. */
    public int length() {
        return bytes.length;
    }

    /** The bytes from an offset on, at most so many. */
    ByteBuffer part(int offset, int most) {
        return ByteBuffer.wrap(bytes, offset, Math.min(most, bytes.length - offset))
                .slice()
                .asReadOnlyBuffer();
    }

    private static byte[] sum(byte[] of) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(of);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
