package io.limpid.runtime.migration;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * A part of a stream that ends by itself, whoever writes it: blocks, each with its length in front, and an empty one as its end. Closing it
 * ends it and leaves the stream open, so that a class that wraps and closes what it writes to does no harm.
 */
final class SectionOutput extends OutputStream {
    private static final int BLOCK = 16 << 10;

    private final OutputStream out;
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private boolean closed;

    SectionOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException("the state has been written to its end");
        }
        if (length > BLOCK - filled) {
            writeBlock();
        }
        if (length > BLOCK) {
            writeBlock(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, block, filled, length);
            filled += length;
        }
    }

    private void writeBlock() throws IOException {
        if (filled > 0) {
            writeBlock(block, 0, filled);
            filled = 0;
        }
    }

    private void writeBlock(byte[] bytes, int offset, int length) throws IOException {
        writeInt(out, length);
        out.write(bytes, offset, length);
    }

    static void writeInt(OutputStream out, int value) throws IOException {
        out.write(new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value});
    }

    /** Sends on what has been written. */
    @Override
    public void flush() throws IOException {
        if (!closed) {
            writeBlock();
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            writeBlock();
            closed = true;
            writeInt(out, 0);
        }
    }
}
