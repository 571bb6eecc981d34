package io.limpid.runtime.wire;

/** The codec of an exception of the JDK, or of one that declares no fields. */
final class PlainThrowableCodec<T extends Throwable> extends ThrowableCodec<T> {
    PlainThrowableCodec(Class<T> type) {
        super(type);
    }

    @Override
    protected void writeFields(PayloadWriter out, T value) {}

    @Override
    protected void readFields(PayloadReader in, T value) {}
}
