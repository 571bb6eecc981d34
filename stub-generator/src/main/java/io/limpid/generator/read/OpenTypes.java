package io.limpid.generator.read;

import io.limpid.generator.check.Rejection;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.ValueType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.TypeElement;

/** Finds everything that an open type variable can stand for: what has been reached. */
final class OpenTypes {
    private final Readers readers;
    private final TypeReader types;
    private final Scope scope;

    OpenTypes(Readers readers, TypeReader types, Scope scope) {
        this.readers = readers;
        this.types = types;
        this.scope = scope;
    }

    /** Gives those of the element that has been read; none if it leaves nothing open. */
    List<ValueType> reached(TypeElement element) {
        if (!scope.isOpen()) {
            return List.of();
        }
        Map<String, ValueType> carried = new TreeMap<>();
        int before;
        do {
            before = carried.size();
            for (Definition definition : List.copyOf(scope.definitions().values())) {
                add(definition, element, carried);
            }
        } while (carried.size() > before);
        return List.copyOf(carried.values());
    }

    private void add(Definition definition, TypeElement element, Map<String, ValueType> carried) {
        if (definition instanceof Definition.OfThrowable) {
            return;
        }
        if (definition.arguments().isEmpty()) {
            add(new ValueType.Defined(definition.javaType(), definition.key(), List.of()), carried);
            return;
        }
        TypeElement generic =
                readers.platform().elements().getTypeElement(definition.type().qualifiedName());
        Place place = new Place("type variable of " + element.getSimpleName(), element, Place.Role.CARRIED);
        try {
            add(types.definitions().read(generic, types.openArguments(generic, place), place), carried);
        } catch (Rejection rejection) {
            // Its parameter is bounded by itself or the like: such a type travels where it is named, and not as a
            // variable.
        }
    }

    private static void add(ValueType type, Map<String, ValueType> carried) {
        carried.putIfAbsent(type.description(), type);
    }
}
