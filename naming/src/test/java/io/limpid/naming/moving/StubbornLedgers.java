package io.limpid.naming.moving;

import io.limpid.Bind;
import io.limpid.Fastened;
import io.limpid.Movable;
import io.limpid.MovableState;
import io.limpid.ResourceBinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Ledgers that do not move, each for another reason. */
interface StubbornLedgers {
    /** What not every host has. */
    interface Stamp {}

    /** Refuses what is under way. */
    final class Trouble {
        /** When it came last, by the clock of this process. */
        static final AtomicLong NANOS = new AtomicLong();

        private Trouble() {}

        static IOException comes(String what) {
            NANOS.set(System.nanoTime());
            return new IOException(what);
        }
    }

    abstract class Kept implements Ledger {
        private final List<Integer> numbers = new ArrayList<>();

        @Override
        public int enter(int number) {
            numbers.add(number);
            return numbers.size();
        }

        @Override
        public List<Integer> numbers() {
            return List.copyOf(numbers);
        }

        @Override
        public String whereabouts() {
            return "where it was";
        }
    }

    /** Does not fit on the disk of whoever is to have it. */
    @Movable
    final class TooLarge extends Kept implements MovableState {
        @Override
        public void capture(OutputStream out) throws IOException {
            out.write(new byte[1 << 20]);
        }

        @Override
        public void restore(InputStream in) throws IOException {
            byte[] unused = in.readNBytes(50_000);
            throw Trouble.comes("no space left on device");
        }
    }

    /** Cannot be read where it is. */
    @Movable
    final class Damaged extends Kept implements MovableState {
        @Override
        public void capture(OutputStream out) throws IOException {
            out.write(new byte[50_000]);
            throw Trouble.comes("a sector is bad");
        }

        @Override
        public void restore(InputStream in) {}
    }

    /** Is not made where it is to go before it is let. */
    @Movable
    final class Slow extends Kept implements MovableState {
        static final CountDownLatch LET = new CountDownLatch(1);
        static final AtomicInteger WAITING = new AtomicInteger();

        @Override
        public void capture(OutputStream out) {}

        @Override
        public void restore(InputStream in) throws IOException {
            WAITING.incrementAndGet();
            try {
                LET.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("its host closes");
            }
        }
    }

    /** Does not go anywhere. */
    @Fastened
    final class Screwed extends Kept {}

    /** Needs what the other host lacks. */
    @Movable
    final class Stamped extends Kept {
        @Bind(ResourceBinding.BY_TYPE)
        @SuppressWarnings({"unused", "NullAway"}) // For what its absence does.
        private Stamp stamp;
    }
}
