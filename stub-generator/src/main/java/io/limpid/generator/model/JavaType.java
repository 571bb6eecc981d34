package io.limpid.generator.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A type as Java source spells it. */
public sealed interface JavaType {
    /** {@code java.lang.Object}. */
    JavaType OBJECT = declared("java.lang", "Object");

    /** A declared type without arguments. */
    static JavaType declared(String packageName, String simpleName) {
        return new Declared(TypeRef.of(packageName, simpleName), List.of());
    }

    /** Whether a type variable occurs in it. */
    default boolean mentionsVariable() {
        return false;
    }

    /** A primitive type or {@code void}. */
    record Primitive(PrimitiveKind kind) implements JavaType {
        @Override
        public String toString() {
            return kind.keyword();
        }
    }

    /** A class or interface, with its arguments. */
    record Declared(TypeRef name, List<JavaType> arguments) implements JavaType {
        /** Copies the arguments. */
        public Declared {
            arguments = List.copyOf(arguments);
        }

        @Override
        public boolean mentionsVariable() {
            return arguments.stream().anyMatch(JavaType::mentionsVariable);
        }

        @Override
        public String toString() {
            return name
                    + (arguments.isEmpty()
                            ? ""
                            : arguments.stream().map(Object::toString).collect(Collectors.joining(", ", "<", ">")));
        }
    }

    /** An array. */
    record Array(JavaType component) implements JavaType {
        @Override
        public boolean mentionsVariable() {
            return component.mentionsVariable();
        }

        @Override
        public String toString() {
            return component + "[]";
        }
    }

    /** A type variable. */
    record Variable(String name) implements JavaType {
        @Override
        public boolean mentionsVariable() {
            return true;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A wildcard; at most one of its bounds is there. */
    record Wildcard(
            @Nullable JavaType extendsBound, @Nullable JavaType superBound) implements JavaType {
        @Override
        public boolean mentionsVariable() {
            return (extendsBound != null && extendsBound.mentionsVariable())
                    || (superBound != null && superBound.mentionsVariable());
        }

        @Override
        public String toString() {
            if (extendsBound != null) {
                return "? extends " + extendsBound;
            }
            return superBound == null ? "?" : "? super " + superBound;
        }
    }
}
