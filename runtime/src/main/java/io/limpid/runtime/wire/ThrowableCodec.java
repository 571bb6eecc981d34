package io.limpid.runtime.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/**
 * What generated codecs of exceptions extend. An exception travels with its message, its cause, what it suppressed, and the fields
 * that its own classes declare, the JDK's not included; no constructor of these classes runs. Its stack trace stays behind; it
 * has none where it is read, because the frames of the reader tell nobody anything.
 *
 * @param <T> the exception; an instance of a subclass arrives as this class
 */
public abstract class ThrowableCodec<T extends Throwable> extends TrackedCodec<T> {
    private static final MethodHandle SERIAL_CONSTRUCTOR = serialConstructor();

    private static final StackTraceElement[] NO_FRAMES = {};

    private final Class<T> type;
    private final Constructor<?> constructor;

    /** Makes one. */
    protected ThrowableCodec(Class<T> type) {
        super(type.getSimpleName(), Tracking.BEFORE);
        this.type = type;
        try {
            this.constructor = (Constructor<?>)
                    SERIAL_CONSTRUCTOR.invoke((Class<?>) type, Throwable.class.getConstructor(String.class));
        } catch (Throwable e) {
            throw new IllegalStateException(type + " cannot be made without its constructor", e);
        }
    }

    /** Finds what Java serialization uses: a constructor that makes one class and runs only that of an ancestor. */
    private static MethodHandle serialConstructor() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            // By name, because the compiler warns of this class for good, though jdk.unsupported exports it.
            Class<?> factory = lookup.findClass("sun.reflect.ReflectionFactory");
            Object instance = lookup.findStatic(factory, "getReflectionFactory", MethodType.methodType(factory))
                    .invoke();
            return lookup.findVirtual(
                            factory,
                            "newConstructorForSerialization",
                            MethodType.methodType(Constructor.class, Class.class, Constructor.class))
                    .bindTo(instance);
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Writes the fields in their order, inherited ones first. */
    protected abstract void writeFields(PayloadWriter out, T value);

    /** Reads the fields in their order into an instance. */
    protected abstract void readFields(PayloadReader in, T value);

    @Override
    final void writeContent(PayloadWriter out, T value) {
        int mark = out.beginRecord();
        out.writeString(value.getMessage());
        ThrownTypes types = out.thrown();
        types.writeCause(out, value.getCause());
        Throwable[] suppressed = value.getSuppressed();
        out.writeCount(suppressed.length);
        for (Throwable each : suppressed) {
            types.writeCause(out, each);
        }
        writeFields(out, value);
        out.endRecord(mark);
    }

    @Override
    final T readContent(PayloadReader in, int slot) {
        int outer = in.beginRecord();
        T value = create(in.readString());
        in.put(slot, value);
        ThrownTypes types = in.thrown();
        Throwable cause = types.readCause(in);
        if (cause != null) {
            value.initCause(cause);
        }
        int count = in.beginElements(4, 4);
        for (int i = 0; i < count; i++) {
            in.element();
            Throwable suppressed = types.readCause(in);
            if (suppressed != null) {
                value.addSuppressed(suppressed);
            }
        }
        readFields(in, value);
        in.endRecord(outer);
        return value;
    }

    private T create(@Nullable String message) {
        try {
            T value = type.cast(constructor.newInstance(message));
            value.setStackTrace(NO_FRAMES);
            return value;
        } catch (ReflectiveOperationException e) {
            throw new PayloadException(this + " cannot be made", e);
        }
    }

    @Override
    final boolean isSameAs(TrackedCodec<?> other) {
        return this == other || (other instanceof ThrowableCodec<?> codec && type == codec.type);
    }
}
