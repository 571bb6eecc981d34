package io.limpid.runtime.migration;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads what a {@link SectionOutput} wrote, and nothing beyond its end. Closing it skips what is left and leaves the stream open. */
final class SectionInput extends InputStream {
    private static final int END = -1;

    private final InputStream in;

    /** What is left of the present block; -1 behind the last one. */
    private int left;

    SectionInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            nextBlock();
        }
        if (left == END) {
            return -1;
        }
        int count = in.read(bytes, offset, Math.min(length, left));
        if (count < 0) {
            throw cutOff();
        }
        left -= count;
        return count;
    }

    private void nextBlock() throws IOException {
        int length = readInt(in);
        if (length < 0) {
            throw new IOException("the state has a block of " + length + " bytes");
        }
        left = length == 0 ? END : length;
    }

    static int readInt(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(4);
        if (bytes.length < 4) {
            throw cutOff();
        }
        return (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    }

    static EOFException cutOff() {
        return new EOFException("the state ends before its end");
    }

    @Override
    public int available() throws IOException {
        return left <= 0 ? 0 : Math.min(left, in.available());
    }

    @Override
    public void close() throws IOException {
        byte[] ignored = new byte[8192];
        while (read(ignored, 0, ignored.length) >= 0) {
            // Skipped: the class wrote more than this version of it reads.
        }
    }
}
