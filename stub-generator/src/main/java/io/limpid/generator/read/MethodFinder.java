package io.limpid.generator.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * Finds the methods that a remote interface leaves to its object: its own in source order, then what it inherits. Default, static
 * and private methods stay local, and so do those that every object has.
 */
final class MethodFinder {
    private final Platform platform;
    private final Types types;

    MethodFinder(Platform platform) {
        this.platform = platform;
        this.types = platform.types();
    }

    /**
     * A method with all its declarations.
     *
     * @param element the declaration whose result fits all others
     * @param type its type as a member of the remote interface
     * @param declarations every declaration that the interface inherits, the most specific first
     */
    record Found(ExecutableElement element, ExecutableType type, List<ExecutableElement> declarations) {}

    List<Found> methods(TypeElement remote) {
        DeclaredType self = (DeclaredType) remote.asType();
        List<List<ExecutableElement>> groups = new ArrayList<>();
        for (TypeElement declaring : hierarchy(remote)) {
            for (ExecutableElement method : ElementFilter.methodsIn(declaring.getEnclosedElements())) {
                if (isInherited(method) && !platform.isMethodOfObject(method)) {
                    add(method, self, groups);
                }
            }
        }
        return groups.stream()
                // The first declaration is the most specific: if it has a body, the method is local.
                .filter(group -> group.get(0).getModifiers().contains(Modifier.ABSTRACT))
                .map(group -> found(group, self))
                .toList();
    }

    private static boolean isInherited(ExecutableElement method) {
        Set<Modifier> modifiers = method.getModifiers();
        return !modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.PRIVATE);
    }

    private void add(ExecutableElement method, DeclaredType self, List<List<ExecutableElement>> groups) {
        for (List<ExecutableElement> group : groups) {
            if (isSame(group.get(0), method, self)) {
                group.add(method);
                return;
            }
        }
        groups.add(new ArrayList<>(List.of(method)));
    }

    private boolean isSame(ExecutableElement one, ExecutableElement other, DeclaredType self) {
        if (!one.getSimpleName().equals(other.getSimpleName())) {
            return false;
        }
        ExecutableType a = member(one, self);
        ExecutableType b = member(other, self);
        return types.isSubsignature(a, b) || types.isSubsignature(b, a);
    }

    private Found found(List<ExecutableElement> group, DeclaredType self) {
        ExecutableElement best = group.get(0);
        for (ExecutableElement method : group) {
            TypeMirror result = member(method, self).getReturnType();
            TypeMirror bestResult = member(best, self).getReturnType();
            if (method.getModifiers().contains(Modifier.ABSTRACT)
                    && !types.isSameType(result, bestResult)
                    && types.isSubtype(result, bestResult)) {
                best = method;
            }
        }
        return new Found(best, member(best, self), group);
    }

    private ExecutableType member(ExecutableElement method, DeclaredType self) {
        return (ExecutableType) types.asMemberOf(self, method);
    }

    /** The interface and those above it; each before those that it extends. */
    private static List<TypeElement> hierarchy(TypeElement remote) {
        Set<TypeElement> all = new LinkedHashSet<>();
        collect(remote, all);
        List<TypeElement> ordered = new ArrayList<>(all);
        // An interface that two others extend comes after both.
        for (TypeElement type : all) {
            Set<TypeElement> above = new LinkedHashSet<>();
            collect(type, above);
            above.remove(type);
            int latest = ordered.indexOf(type);
            for (TypeElement superinterface : above) {
                if (ordered.indexOf(superinterface) < latest) {
                    ordered.remove(superinterface);
                    ordered.add(superinterface);
                    latest = ordered.indexOf(type);
                }
            }
        }
        return ordered;
    }

    private static void collect(TypeElement type, Set<TypeElement> all) {
        if (all.add(type)) {
            for (TypeMirror above : type.getInterfaces()) {
                collect(Platform.element((DeclaredType) above), all);
            }
        }
    }
}
