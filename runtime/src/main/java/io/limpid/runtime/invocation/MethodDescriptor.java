package io.limpid.runtime.invocation;

import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.wire.Codec;
import io.limpid.runtime.wire.ThrownTypes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime knows of one remote method; a constant of generated code.
 *
 * @param type the interface that declares or inherits it
 * @param id its number on the wire: a hash of its wire name and parameter types, unique in the interface
 * @param name its Java name and parameter types for messages, as in {@code deposit(long)}
 * @param effect what may be done about repeating it
 * @param timeout the declared span, of the method or else its interface; null where neither declares one
 * @param asynchronous whether the Java method returns a {@code CompletionStage} or {@code CompletableFuture}, of which
 *     {@code result} is the content
 * @param result writes and reads the result; {@code void} is written as nothing
 * @param thrown the exceptions that arrive as themselves
 * @param replication how its calls meet a group
 * @param nonBlocking whether it promises to take but a moment and wait for nothing
 */
public record MethodDescriptor<R>(
        InterfaceId type,
        int id,
        String name,
        Effect effect,
        @Nullable Duration timeout,
        boolean asynchronous,
        Codec<R> result,
        ThrownTypes thrown,
        Replication replication,
        boolean nonBlocking) {
    /** One of a method that says nothing about groups. */
    public MethodDescriptor(
            InterfaceId type,
            int id,
            String name,
            Effect effect,
            @Nullable Duration timeout,
            boolean asynchronous,
            Codec<R> result,
            ThrownTypes thrown) {
        this(type, id, name, effect, timeout, asynchronous, result, thrown, Replication.DEFAULT);
    }

    /** One of a method that may take long. */
    public MethodDescriptor(
            InterfaceId type,
            int id,
            String name,
            Effect effect,
            @Nullable Duration timeout,
            boolean asynchronous,
            Codec<R> result,
            ThrownTypes thrown,
            Replication replication) {
        this(type, id, name, effect, timeout, asynchronous, result, thrown, replication, false);
    }

    /** The same method as one that promises to wait for nothing. */
    public MethodDescriptor<R> withoutWaiting() {
        return new MethodDescriptor<>(type, id, name, effect, timeout, asynchronous, result, thrown, replication, true);
    }

    /**
     * The same method whose calls meet a group otherwise, if they may: what must run once is not asked of several, and replicas that are one
     * object remain one.
     */
    public MethodDescriptor<R> replicated(Replication otherwise) {
        return replication.isOneObject() || (otherwise.asksSeveral() && !effect.mayRepeat())
                ? this
                : new MethodDescriptor<>(
                        type, id, name, effect, timeout, asynchronous, result, thrown, otherwise, nonBlocking);
    }

    /** Gives {@code Interface.method(parameters)}. */
    @Override
    public String toString() {
        return type.name() + "." + name;
    }
}
