package io.limpid.generator.model;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Knows the records whose identity nobody can miss: they hold nothing but primitives, boxes, texts, times, enums and further such
 * records. Two equal ones are as good as one, so no references to them are kept on the wire.
 */
public final class PureValues {
    private static final Set<String> NOT_PURE = Set.of("BYTE_BUFFER", "BIT_SET", "DATE");

    private final Map<String, Definition> definitions;

    /** Judges among these definitions. */
    public PureValues(Map<String, Definition> definitions) {
        this.definitions = definitions;
    }

    /** Tells whether the definition is such a record. */
    public boolean contains(Definition definition) {
        return contains(definition, new HashSet<>());
    }

    private boolean contains(Definition definition, Set<String> above) {
        if (definition instanceof Definition.OfEnum) {
            return true;
        }
        // One that holds itself can be a chain of any length, or a tree whose branches are the same object.
        if (!(definition instanceof Definition.OfRecord) || !above.add(definition.key())) {
            return false;
        }
        boolean pure = definition.parts().stream().allMatch(part -> isPure(part, above));
        above.remove(definition.key());
        return pure;
    }

    private boolean isPure(ValueType type, Set<String> above) {
        if (type instanceof ValueType.Primitive) {
            return true;
        }
        if (type instanceof ValueType.BuiltIn builtIn) {
            return !(builtIn.javaType() instanceof JavaType.Array) && !NOT_PURE.contains(builtIn.codec());
        }
        if (type instanceof ValueType.Defined defined) {
            Definition definition = definitions.get(defined.description());
            return definition != null && contains(definition, above);
        }
        return false;
    }
}
