package io.limpid.generator.model;

import java.util.List;
import java.util.stream.Collectors;

/** A type whose values travel, and how. Open type variables are already replaced by what may stand for them. */
public sealed interface ValueType {
    /** The Java type of the values, as the codec's type argument spells it (a primitive stands for itself). */
    JavaType javaType();

    /** Names the type in contract files and as a key; two types with one description travel alike. */
    String description();

    /** A primitive, written as itself. */
    record Primitive(PrimitiveKind kind) implements ValueType {
        @Override
        public JavaType javaType() {
            return new JavaType.Primitive(kind);
        }

        @Override
        public String description() {
            return kind.keyword();
        }
    }

    /**
     * A type that the runtime knows.
     *
     * @param codec the constant of the runtime's {@code Codecs}
     */
    record BuiltIn(JavaType javaType, String codec, String description) implements ValueType {}

    /**
     * A generic type that the runtime knows.
     *
     * @param factory the method of the runtime's {@code Codecs} that makes its codec of those of its elements
     */
    record Container(JavaType javaType, String factory, String form, List<ValueType> elements) implements ValueType {
        /** Copies the elements. */
        public Container {
            elements = List.copyOf(elements);
        }

        @Override
        public String description() {
            return form + elements.stream().map(ValueType::description).collect(Collectors.joining(", ", "<", ">"));
        }
    }

    /** An array whose components are not primitive. */
    record ArrayOf(ValueType component) implements ValueType {
        @Override
        public JavaType javaType() {
            return new JavaType.Array(component.javaType());
        }

        @Override
        public String description() {
            return component.description() + "[]";
        }
    }

    /**
     * A type that has a definition of its own in the model.
     *
     * @param description the key of the definition
     * @param arguments what its type parameters stand for
     */
    record Defined(JavaType javaType, String description, List<ValueType> arguments) implements ValueType {
        /** Copies the arguments. */
        public Defined {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * An object of a remote interface, passed by reference.
     *
     * @param type the interface
     */
    record Remote(JavaType javaType, TypeRef type, String wireName) implements ValueType {
        @Override
        public String description() {
            return "remote " + wireName;
        }
    }

    /** Whatever an open type variable stands for: a value of any type that the owning interface reaches. */
    record Open(TypeRef owner) implements ValueType {
        @Override
        public JavaType javaType() {
            return JavaType.OBJECT;
        }

        @Override
        public String description() {
            return "any";
        }
    }
}
