package io.limpid.generator.write;

import io.limpid.generator.model.Definition;
import io.limpid.generator.model.ValueType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Knows which generated class needs which others to be initialised. Two classes that need each other would, begun on two threads at
 * once, wait for each other for ever; so what a record's or class's codec is put together of is looked up lazily wherever the way
 * leads back.
 */
final class CodecGraph {
    /** Stands for the codec of open type variables. */
    static final String OPEN = "any";

    private final Map<String, Definition> definitions;
    private final List<ValueType> carried;

    CodecGraph(Map<String, Definition> definitions, List<ValueType> carried) {
        this.definitions = definitions;
        this.carried = carried;
    }

    /** The keys of the definitions that the class of this one must not need while it is initialised. */
    Set<String> lazily(Definition definition) {
        Set<String> lazily = new TreeSet<>();
        for (String needed : needs(definition.key())) {
            // A class can name its own instance, which it makes first.
            if (!needed.equals(definition.key()) && reaches(needed, definition.key())) {
                lazily.add(needed);
            }
        }
        return lazily;
    }

    private boolean reaches(String from, String to) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            String at = next.removeFirst();
            if (at.equals(to)) {
                return true;
            }
            if (seen.add(at)) {
                next.addAll(needs(at));
            }
        }
        return false;
    }

    private Set<String> needs(String key) {
        Set<String> needs = new TreeSet<>();
        if (key.equals(OPEN)) {
            carried.forEach(type -> addAll(type, needs));
            return needs;
        }
        Definition definition = definitions.get(key);
        if (definition == null) {
            return needs;
        }
        for (ValueType part : definition.parts()) {
            addAll(part, needs);
        }
        return needs;
    }

    private static void addAll(ValueType type, Set<String> needs) {
        if (type instanceof ValueType.Defined defined) {
            needs.add(defined.description());
        } else if (type instanceof ValueType.Open) {
            needs.add(OPEN);
        } else if (type instanceof ValueType.ArrayOf array) {
            addAll(array.component(), needs);
        } else if (type instanceof ValueType.Container container) {
            container.elements().forEach(element -> addAll(element, needs));
        }
    }
}
