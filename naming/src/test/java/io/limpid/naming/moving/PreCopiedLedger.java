package io.limpid.naming.moving;

import io.limpid.Movable;
import io.limpid.PreCopied;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;

/** Knows which pages have changed since they were sent. */
@Movable
final class PreCopiedLedger extends PagedLedger implements PreCopied {
    private final BitSet changed = new BitSet();

    @SuppressWarnings("unused") // Makes the empty one where it arrives.
    PreCopiedLedger() {}

    PreCopiedLedger(long bytes) {
        super(bytes);
    }

    @Override
    public synchronized int enter(int number) {
        changed.set(page(number));
        return super.enter(number);
    }

    @Override
    public void captureEarly(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        synchronized (this) {
            changed.clear();
        }
        data.writeInt(0);
        data.writeInt(pages.length);
        for (byte[] page : pages) {
            byte[] copy;
            synchronized (this) {
                copy = page.clone();
            }
            data.write(copy);
        }
        data.flush();
    }

    @Override
    public void captureChanges(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        writeNumbers(data);
        data.writeInt(changed.cardinality());
        for (int page = changed.nextSetBit(0); page >= 0; page = changed.nextSetBit(page + 1)) {
            data.writeInt(page);
            data.write(pages[page]);
        }
        data.flush();
    }

    @Override
    public void restoreChanges(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        readNumbers(data);
        for (int left = data.readInt(); left > 0; left--) {
            data.readFully(pages[data.readInt()]);
        }
    }
}
