package io.limpid.runtime.stub;

import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.wire.Codec;

/**
 * The casts that generics demand of generated code, all in one place. A codec of {@code List<Object>} serves {@code List<T>} of any
 * {@code T}, which the generator knows and Java cannot express. Nothing is checked here.
 */
@SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
public final class OpenTypes {
    private OpenTypes() {}

    /** Gives the codec as one of a type that has the same values. */
    public static <T> Codec<T> codec(Codec<?> codec) {
        return (Codec<T>) codec;
    }

    /** Gives the descriptor as one whose result has the caller's type arguments. */
    public static <R> MethodDescriptor<R> method(MethodDescriptor<?> method) {
        return (MethodDescriptor<R>) method;
    }

    /** Gives the arguments as the record that the skeleton has read them into. */
    public static <A extends Arguments> A arguments(Arguments arguments) {
        return (A) arguments;
    }

    /** Gives the class as that of the type with its arguments. */
    public static <T> Class<T> type(Class<? super T> type) {
        return (Class<T>) type;
    }
}
