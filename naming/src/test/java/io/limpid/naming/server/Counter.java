package io.limpid.naming.server;

import io.limpid.ReadOnly;
import io.limpid.Remote;

/** Something to call. */
@Remote
public interface Counter {
    long add(long amount);

    @ReadOnly
    long value();

    /** Counts in this process. */
    final class InMemory implements Counter {
        private long value;

        @Override
        public long add(long amount) {
            value += amount;
            return value;
        }

        @Override
        public long value() {
            return value;
        }
    }
}
