package io.limpid.naming.cli;

import io.limpid.Movable;
import io.limpid.MovableState;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** Counts, wherever it is. */
@Remote
interface Tally {
    /** Counts one. */
    long more();

    /** How many there are. */
    @ReadOnly
    long total();

    /** One that moves. */
    @Movable
    final class Moving implements Tally {
        private long total;

        @Override
        public long more() {
            return ++total;
        }

        @Override
        public long total() {
            return total;
        }
    }

    /** One that leaves only once it is let. */
    @Movable
    final class Reluctant implements Tally, MovableState {
        static final CountDownLatch LEAVING = new CountDownLatch(1);
        static final CountDownLatch LET = new CountDownLatch(1);

        @Override
        public void capture(OutputStream out) throws IOException {
            LEAVING.countDown();
            try {
                LET.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException(e.toString());
            }
        }

        @Override
        public void restore(InputStream in) {}

        @Override
        public long more() {
            return 0;
        }

        @Override
        public long total() {
            return 0;
        }
    }

    /** One that does not. */
    final class Standing implements Tally {
        @Override
        public long more() {
            return 0;
        }

        @Override
        public long total() {
            return 0;
        }
    }
}
