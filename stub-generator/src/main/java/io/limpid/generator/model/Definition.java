package io.limpid.generator.model;

import java.util.List;

/** A type of the user's that travels by value and needs a codec of its own. */
public sealed interface Definition {
    /** Names it: its wire name, with the descriptions of its arguments where it is generic. */
    String key();

    /** Its name on the wire, without arguments. */
    String wireName();

    /** The type. */
    TypeRef type();

    /** The type with its arguments. */
    JavaType javaType();

    /** The arguments, for the codec's name. */
    List<ValueType> arguments();

    /** The types of which its values are made. */
    List<ValueType> parts();

    /** What all definitions have. */
    record Head(String key, String wireName, TypeRef type, JavaType javaType, List<ValueType> arguments) {
        /** Copies the arguments. */
        public Head {
            arguments = List.copyOf(arguments);
        }
    }

    /** A definition that is a head and more. */
    sealed interface Headed extends Definition {
        /** The part that all definitions have. */
        Head head();

        @Override
        default String key() {
            return head().key();
        }

        @Override
        default String wireName() {
            return head().wireName();
        }

        @Override
        default TypeRef type() {
            return head().type();
        }

        @Override
        default JavaType javaType() {
            return head().javaType();
        }

        @Override
        default List<ValueType> arguments() {
            return head().arguments();
        }
    }

    /** A record. */
    record OfRecord(Head head, List<Component> components) implements Headed {
        /** Copies the components. */
        public OfRecord {
            components = List.copyOf(components);
        }

        @Override
        public List<ValueType> parts() {
            return components.stream().map(Component::type).toList();
        }
    }

    /** An enum, with its constants in source order. */
    record OfEnum(Head head, List<Constant> constants) implements Headed {
        /** Copies the constants. */
        public OfEnum {
            constants = List.copyOf(constants);
        }

        @Override
        public List<ValueType> parts() {
            return List.of();
        }
    }

    /** A sealed hierarchy: the types that its values really have, in source order. */
    record OfSealed(Head head, List<Subtype> subtypes) implements Headed {
        /** Copies the subtypes. */
        public OfSealed {
            subtypes = List.copyOf(subtypes);
        }

        @Override
        public List<ValueType> parts() {
            return subtypes.stream().map(subtype -> (ValueType) subtype.type()).toList();
        }
    }

    /** A plain class with a no-argument constructor, with its fields from the uppermost superclass down. */
    record OfObject(Head head, List<Field> fields) implements Headed {
        /** Copies the fields. */
        public OfObject {
            fields = List.copyOf(fields);
        }

        @Override
        public List<ValueType> parts() {
            return fields.stream().map(field -> field.component().type()).toList();
        }
    }

    /** An exception, with the fields that its own classes declare, from the uppermost down. */
    record OfThrowable(Head head, List<Field> fields) implements Headed {
        /** Copies the fields. */
        public OfThrowable {
            fields = List.copyOf(fields);
        }

        @Override
        public List<ValueType> parts() {
            return fields.stream().map(field -> field.component().type()).toList();
        }
    }

    /**
     * A component of a record, or the value of a field.
     *
     * @param name its Java name
     * @param wireName its name in the contract
     * @param declaredType its type as the codec must spell it, for the reader's cast-free assignment
     */
    record Component(String name, String wireName, JavaType declaredType, ValueType type) {}

    /**
     * A field of a plain class or an exception.
     *
     * @param owner the class that declares it
     * @param hidden whether generated code cannot name that class
     * @param erasure the field's own type, erased
     */
    record Field(TypeRef owner, boolean hidden, JavaType erasure, Component component) {}

    /** A constant of an enum. */
    record Constant(String name, String wireName) {}

    /** A type at the bottom of a sealed hierarchy. */
    record Subtype(ValueType.Defined type, String wireName) {}
}
