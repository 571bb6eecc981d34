package io.limpid.generator.read;

import io.limpid.generator.check.Rejection;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.TypeRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** What is gathered while one remote interface is read. */
final class Scope {
    private final TypeRef owner;
    private final String targetPackage;
    private final Set<Element> sources;

    /** By key. */
    private final Map<String, Definition> definitions = new TreeMap<>();

    /** Definitions that are being read or have been, with the type each stands for. */
    private final Map<String, TypeElement> begun = new HashMap<>();

    private final Map<String, Rejection> broken = new HashMap<>();
    private boolean open;

    /**
     * Begins to read an interface.
     *
     * @param sources the top-level types that this compilation has the source of
     */
    Scope(TypeRef owner, String targetPackage, Set<Element> sources) {
        this.owner = owner;
        this.targetPackage = targetPackage;
        this.sources = sources;
    }

    TypeRef owner() {
        return owner;
    }

    String targetPackage() {
        return targetPackage;
    }

    Map<String, Definition> definitions() {
        return definitions;
    }

    Map<String, TypeElement> begun() {
        return begun;
    }

    Map<String, Rejection> broken() {
        return broken;
    }

    /** Remembers that an open type variable occurs. */
    void markOpen() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** Tells whether a mistake can be shown at the element. */
    boolean hasSourceOf(Element element) {
        Element at = element;
        while (at != null && !sources.contains(at)) {
            at = at.getEnclosingElement();
        }
        return at != null;
    }
}
