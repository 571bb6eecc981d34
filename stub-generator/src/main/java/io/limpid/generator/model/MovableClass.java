package io.limpid.generator.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A class whose objects move, and all that its state reaches.
 *
 * @param state the class with the fields that are carried, inherited ones first; itself no definition that others may refer to
 * @param targetPackage where what is generated goes
 * @param resources the fields that are bound by type
 * @param form who captures it
 * @param definitions every type that needs a codec of its own, by key, sorted
 * @param isOpen whether a type variable occurs that nothing bounds
 * @param carried what its open type variables can stand for
 */
public record MovableClass(
        Definition.OfObject state,
        String targetPackage,
        List<Resource> resources,
        Form form,
        Map<String, Definition> definitions,
        boolean isOpen,
        List<ValueType> carried) {
    /** Copies the collections. */
    public MovableClass {
        resources = List.copyOf(resources);
        definitions = Collections.unmodifiableMap(new TreeMap<>(definitions));
        carried = List.copyOf(carried);
    }

    /** The class. */
    public TypeRef type() {
        return state.type();
    }

    /** Its identity on the wire. */
    public String wireName() {
        return state.wireName();
    }

    /** Who captures an object, and when. */
    public enum Form {
        /** Generated code does. */
        GENERATED,
        /** The class does ({@code MovableState}), but for its bound fields. */
        BY_ITSELF,
        /** The class does, and first while calls go on ({@code PreCopied}). */
        PRE_COPIED
    }

    /**
     * A field that is given what the target host provides.
     *
     * @param owner the class that declares it
     * @param hidden whether generated code cannot name that class
     * @param name its Java name
     * @param wireName its name in what peers are told
     * @param type what is provided
     */
    public record Resource(TypeRef owner, boolean hidden, String name, String wireName, TypeRef type) {}
}
