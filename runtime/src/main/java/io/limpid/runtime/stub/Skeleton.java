package io.limpid.runtime.stub;

import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.wire.PayloadReader;
import org.jspecify.annotations.Nullable;

/**
 * Turns numbers and bytes back into calls of an object; generated, one for each remote interface, stateless and thread-safe.
 *
 * @param <T> the remote interface
 */
public interface Skeleton<T> {
    /** The interface. */
    InterfaceId type();

    /** Finds a method by its wire number; null where this build of the interface has none such. */
    @Nullable
    MethodDescriptor<?> method(int id);

    /**
     * Reads the arguments of one of this interface's methods.
     *
     * @throws io.limpid.runtime.wire.PayloadException if the bytes are not what such a call holds
     */
    Arguments readArguments(MethodDescriptor<?> method, PayloadReader in);

    /**
     * Calls the method on the object, on this thread.
     *
     * @return the result as the Java method gives it: null for {@code void}, a stage for an asynchronous method
     * @throws Throwable whatever the method throws
     */
    @Nullable
    Object call(T object, MethodDescriptor<?> method, Arguments arguments) throws Throwable;
}
