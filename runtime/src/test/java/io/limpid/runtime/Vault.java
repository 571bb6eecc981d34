package io.limpid.runtime;

import io.limpid.Movable;
import io.limpid.MovableState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A till that is slow to write down what arrives. */
@Movable
final class Vault extends Purse implements MovableState {
    private static final int BYTES = 2 << 20;

    /** Longer than one host waits for the other's answer. */
    private static final long WRITING_NANOS = TimeUnit.MILLISECONDS.toNanos(5_500);

    private long kept;

    @Override
    public long deposit(long cents) {
        kept += cents;
        return kept;
    }

    @Override
    public void capture(OutputStream out) throws IOException {
        new DataOutputStream(out).writeLong(kept);
        out.write(new byte[BYTES]);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        kept = new DataInputStream(in).readLong();
        long end = System.nanoTime() + WRITING_NANOS;
        for (long left = WRITING_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedIOException("interrupted while it was written");
            }
        }
        in.skipNBytes(BYTES);
    }
}
