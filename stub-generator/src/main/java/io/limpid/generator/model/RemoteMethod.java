package io.limpid.generator.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method that is called remotely.
 *
 * @param name its Java name
 * @param owner the interface that declares it
 * @param id its number on the wire
 * @param signature its wire name with the wire names of its erased parameter types; the id is a hash of it
 * @param displayName its Java name with simple parameter types, for messages
 * @param effect the constant of the runtime's {@code Effect}
 * @param timeoutNanos its declared span, or else the interface's; null where neither declares one
 * @param variables its type parameters
 * @param returns what it returns
 * @param parameters its parameters in order
 * @param varargs whether the last parameter is variable
 * @param exceptions the exceptions that it declares
 * @param replication how its calls meet a group; null where nothing says
 * @param nonBlocking whether it promises to wait for nothing
 */
public record RemoteMethod(
        String name,
        TypeRef owner,
        int id,
        String signature,
        String displayName,
        Effect effect,
        @Nullable Long timeoutNanos,
        List<TypeParameter> variables,
        Result returns,
        List<Parameter> parameters,
        boolean varargs,
        List<Thrown> exceptions,
        @Nullable Replication replication,
        boolean nonBlocking) {
    /** Copies the lists. */
    public RemoteMethod {
        variables = List.copyOf(variables);
        parameters = List.copyOf(parameters);
        exceptions = List.copyOf(exceptions);
    }

    /** What may be done about repeating it. */
    public enum Effect {
        /** Promises least. */
        EXACTLY_ONCE,
        /** Twice is as good as once. */
        IDEMPOTENT,
        /** Changes nothing. */
        READ_ONLY
    }

    /**
     * How calls meet a group of replicas; the constants of the annotation by their names.
     *
     * @param replicas 0 where the strategy says
     * @param combiner the user's class; null where there is none
     * @param key the parameter that is the key; empty where there is none
     * @param staleMillis how old an answer may be; 0 where it may not
     */
    public record Replication(
            String strategy,
            int replicas,
            double failures,
            String combine,
            @Nullable JavaType combiner,
            String select,
            String key,
            int staleMillis) {}

    /** A type parameter with its bounds. */
    public record TypeParameter(String name, List<JavaType> bounds) {
        /** Copies the bounds. */
        public TypeParameter {
            bounds = List.copyOf(bounds);
        }
    }

    /** A parameter. */
    public record Parameter(String name, JavaType javaType, ValueType type) {}

    /**
     * What a method returns.
     *
     * @param javaType the declared type, with its stage where it is asynchronous
     * @param content the type of the result itself; for a primitive the primitive
     * @param type how the result travels
     * @param asynchronous whether the declared type is a stage of the content
     */
    public record Result(JavaType javaType, JavaType content, ValueType type, boolean asynchronous) {
        /** Whether there is nothing to give back. */
        public boolean isVoid() {
            return javaType instanceof JavaType.Primitive primitive && primitive.kind() == PrimitiveKind.VOID;
        }
    }

    /**
     * A declared exception.
     *
     * @param javaType the exception
     * @param checked whether the compiler checks it
     * @param arriving the exception classes below and including it that arrive as themselves
     */
    public record Thrown(JavaType javaType, boolean checked, List<ValueType.Defined> arriving) {
        /** Copies the classes. */
        public Thrown {
            arriving = List.copyOf(arriving);
        }
    }
}
