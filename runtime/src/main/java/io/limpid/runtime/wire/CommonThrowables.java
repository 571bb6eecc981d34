package io.limpid.runtime.wire;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.EmptyStackException;
import java.util.InputMismatchException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** The JDK's exceptions that arrive as themselves wherever they are a cause: those in common use that are whole with message and cause. */
final class CommonThrowables {
    private static final List<Class<? extends Throwable>> CLASSES = List.of(
            Throwable.class,
            Exception.class,
            RuntimeException.class,
            Error.class,
            ArithmeticException.class,
            ArrayIndexOutOfBoundsException.class,
            ArrayStoreException.class,
            AssertionError.class,
            CancellationException.class,
            ClassCastException.class,
            ClassNotFoundException.class,
            CloneNotSupportedException.class,
            CompletionException.class,
            ConcurrentModificationException.class,
            ConnectException.class,
            DateTimeException.class,
            EmptyStackException.class,
            EOFException.class,
            ExecutionException.class,
            FileNotFoundException.class,
            IllegalArgumentException.class,
            IllegalMonitorStateException.class,
            IllegalStateException.class,
            IndexOutOfBoundsException.class,
            InputMismatchException.class,
            InterruptedException.class,
            InterruptedIOException.class,
            IOException.class,
            NegativeArraySizeException.class,
            NoSuchElementException.class,
            NoSuchFieldException.class,
            NoSuchMethodException.class,
            NullPointerException.class,
            NumberFormatException.class,
            OutOfMemoryError.class,
            RejectedExecutionException.class,
            SecurityException.class,
            SocketException.class,
            SocketTimeoutException.class,
            StackOverflowError.class,
            StringIndexOutOfBoundsException.class,
            TimeoutException.class,
            UncheckedIOException.class,
            UnknownHostException.class,
            UnsupportedOperationException.class);

    static final WireTypes<Throwable> TYPES = new WireTypes<>(types());

    private CommonThrowables() {}

    static List<Class<? extends Throwable>> classes() {
        return CLASSES;
    }

    private static List<WireType<? extends Throwable>> types() {
        List<WireType<? extends Throwable>> types = new ArrayList<>();
        for (Class<? extends Throwable> each : CLASSES) {
            types.add(type(each));
        }
        return types;
    }

    private static <T extends Throwable> WireType<T> type(Class<T> type) {
        return WireType.of(type.getName(), type, new PlainThrowableCodec<>(type));
    }
}
