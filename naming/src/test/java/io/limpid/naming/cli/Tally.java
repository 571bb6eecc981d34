package io.limpid.naming.cli;

import io.limpid.Movable;
import io.limpid.ReadOnly;
import io.limpid.Remote;

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
