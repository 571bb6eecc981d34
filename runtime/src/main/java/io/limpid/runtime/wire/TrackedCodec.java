package io.limpid.runtime.wire;

import org.jspecify.annotations.Nullable;

/**
 * Whatever begins with a header: null, new, or a reference back to where the same object has been written. A back reference is
 * followed only between codecs that are {@link #isSameAs the same}, so an object never turns up where its type does not fit.
 */
abstract class TrackedCodec<T> implements Codec<T> {
    static final int NULL = 0;
    static final int NEW = 1;

    /** When an object becomes known to later references. */
    enum Tracking {
        /** Before its content: the object exists then, and its content may refer to it. */
        BEFORE,
        /** After its content, of which it is made; no cycle goes through such objects alone. */
        AFTER,
        /** Never: it is a value, and equal values are as good as the same. */
        NEVER
    }

    private final String name;
    private final Tracking tracking;

    TrackedCodec(String name, Tracking tracking) {
        this.name = name;
        this.tracking = tracking;
    }

    /** Writes what follows the header. */
    abstract void writeContent(PayloadWriter out, T value);

    /**
     * Reads what follows the header.
     *
     * @param slot where an object that is known before its content must be {@link PayloadReader#put}
     */
    abstract T readContent(PayloadReader in, int slot);

    /** Tells whether what another codec writes is what this one reads, with the same types all the way down. */
    boolean isSameAs(TrackedCodec<?> other) {
        return this == other;
    }

    /** Tells whether an object that the same codec has read may stand where this one reads. */
    boolean accepts(Object value) {
        return true;
    }

    /** Tells how much work hashing such an object may be, given that of its content. */
    long keyWork(long contentWork) {
        return contentWork;
    }

    @Override
    public final void write(PayloadWriter out, @Nullable T value) {
        if (value == null) {
            out.writeUnsigned(NULL);
            return;
        }
        if (tracking != Tracking.NEVER && out.writeBackReference(value, this)) {
            return;
        }
        int position = out.length();
        out.writeUnsigned(NEW);
        out.enter(this);
        if (tracking == Tracking.BEFORE) {
            out.register(value, this, position);
        }
        writeContent(out, value);
        out.leave();
        if (tracking == Tracking.AFTER) {
            out.register(value, this, position);
        }
    }

    @Override
    public final @Nullable T read(PayloadReader in) {
        int position = in.position();
        int header = in.readUnsigned();
        if (header == NULL) {
            return null;
        }
        return header == NEW ? readNew(in, position) : in.back().resolve(position, header - 2, this);
    }

    /** Reads an object whose header has been read. */
    final T readNew(PayloadReader in, int position) {
        int known = in.isGoingBack() ? in.back().find(position, this) : -1;
        if (known >= 0 && in.back().isComplete(known)) {
            return in.back().skipKnown(known, this);
        }
        // An object that is being read further up is read once more for its end only, and not made known again.
        boolean track = tracking != Tracking.NEVER && known < 0;
        long outerWork = in.enter(this);
        T value;
        try {
            int slot = track && tracking == Tracking.BEFORE ? in.back().addSlot(position, this) : -1;
            value = readContent(in, slot);
            long work = keyWork(in.leave(outerWork));
            if (track) {
                in.back().complete(slot >= 0 ? slot : in.back().addSlot(position, this), value, work);
            }
        } catch (PayloadException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // A constructor, hashCode or compareTo of the program's own, which refuses these values.
            throw in.refused(this, e);
        }
        return known >= 0 ? in.back().object(known, this) : value;
    }

    /** Gives the name of what it writes, for messages. */
    @Override
    public String toString() {
        return name;
    }
}
