package io.limpid.runtime.wire;

import java.util.Arrays;

/** The lengths of a payload's records in the order in which they begin: found while it is counted, and known when it is written. For one thread. */
final class RecordLengths {
    private int[] lengths = new int[16];
    private int size;
    private int next;
    private boolean known;

    /** From now on the same records are written once more. */
    void becomeKnown() {
        known = true;
        size = next;
        next = 0;
    }

    int begin(CheckedOutput out) {
        int record = next++;
        if (known) {
            if (record >= size) {
                throw changed();
            }
            out.writeInt(lengths[record]);
            return record;
        }
        if (record == lengths.length) {
            lengths = Arrays.copyOf(lengths, record * 2);
        }
        out.writeInt(0);
        // Until it ends, where it begins.
        lengths[record] = out.length();
        return record;
    }

    void end(int record, CheckedOutput out) {
        if (!known) {
            lengths[record] = out.length() - lengths[record];
        }
    }

    static PayloadException changed() {
        return new PayloadException("payload: what is written changed while it was written");
    }
}
