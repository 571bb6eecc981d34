package io.limpid.runtime.wire;

import io.limpid.RemoteFailureException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions that arrive as themselves from one method: a closed table, part of generated code. Immutable.
 *
 * <p>An instance of a subclass arrives as the most specific class of the table, or as itself if it is one of the JDK's exceptions in
 * common use. Causes and suppressed exceptions arrive as themselves if they are in the table or in common use; any other as a
 * {@link RemoteFailureException} with its message. A chain of causes is cut off where it would be nested too deeply.
 */
public final class ThrownTypes {
    /** No exception arrives as itself. */
    public static final ThrownTypes NONE = new ThrownTypes(List.of());

    /** An exception takes one level; its causes leave the rest to its fields. */
    private static final int DEPTH_FOR_FIELDS = 8;

    private final WireTypes<Throwable> declared;

    private ThrownTypes(List<WireType<? extends Throwable>> declared) {
        this.declared = new WireTypes<>(declared);
    }

    /**
     * Makes the table of a method.
     *
     * @throws IllegalArgumentException if two names have the same hash
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // Only read from.
    public static ThrownTypes of(WireType<? extends Throwable>... types) {
        return new ThrownTypes(List.of(types));
    }

    /** Tells whether it arrives as itself, or as the nearest of its superclasses that is declared. */
    public boolean declares(Throwable thrown) {
        return declared.nearest(thrown.getClass()) != null;
    }

    /**
     * Writes what a method threw; what it does not declare arrives as a {@link RemoteFailureException} with its message.
     *
     * @throws PayloadException if a field cannot be written or a limit is passed
     */
    public void write(PayloadWriter out, Throwable thrown) {
        ThrownTypes outer = out.thrown();
        out.thrown(this);
        Class<? extends Throwable> type = thrown.getClass();
        WireType<? extends Throwable> found = declared.nearest(type);
        if (found != null && found.type() != type) {
            WireType<? extends Throwable> closer = CommonThrowables.TYPES.exactly(type);
            found = closer == null ? found : closer;
        }
        write(out, thrown, found);
        out.thrown(outer);
    }

    /**
     * Reads what a method threw: one of its exceptions, or a {@link RemoteFailureException}, also in the place of an exception that
     * this build of the interface does not declare.
     *
     * @throws PayloadException if the bytes are not such an exception
     */
    public Throwable read(PayloadReader in) {
        ThrownTypes outer = in.thrown();
        in.thrown(this);
        Throwable thrown = readCause(in);
        in.thrown(outer);
        if (thrown == null) {
            throw in.fail("a null in the place of what was thrown");
        }
        return thrown;
    }

    void writeCause(PayloadWriter out, @Nullable Throwable cause) {
        if (cause == null || out.remainingDepth() < DEPTH_FOR_FIELDS) {
            out.writeFixedInt(0);
            return;
        }
        WireType<? extends Throwable> found = CommonThrowables.TYPES.exactly(cause.getClass());
        write(out, cause, found == null ? declared.nearest(cause.getClass()) : found);
    }

    private static void write(PayloadWriter out, Throwable thrown, @Nullable WireType<? extends Throwable> found) {
        if (found == null) {
            out.writeFixedInt(RemoteFailureCodec.ID);
            RemoteFailureCodec.INSTANCE.write(out, RemoteFailureCodec.of(thrown));
        } else {
            out.writeFixedInt(found.id());
            write(out, thrown, found.codec());
        }
    }

    @SuppressWarnings("unchecked") // It is an instance of the codec's class.
    private static <T extends Throwable> void write(PayloadWriter out, Throwable thrown, Codec<T> codec) {
        codec.write(out, (T) thrown);
    }

    @Nullable
    Throwable readCause(PayloadReader in) {
        int id = in.readFixedInt();
        if (id == 0) {
            return null;
        }
        WireType<? extends Throwable> found = declared.byId(id);
        if (found == null) {
            found = CommonThrowables.TYPES.byId(id);
        }
        Throwable thrown = found != null
                ? found.codec().read(in)
                : id == RemoteFailureCodec.ID
                        ? RemoteFailureCodec.INSTANCE.read(in)
                        : RemoteFailureCodec.readUnknown(in);
        if (thrown == null) {
            throw in.fail("a null in the place of an exception");
        }
        return thrown;
    }
}
