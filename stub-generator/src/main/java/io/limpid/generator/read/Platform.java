package io.limpid.generator.read;

import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Answers questions about elements that the compiler does not answer in one word. */
final class Platform {
    private static final Set<String> PREFIXES = Set.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final Elements elements;
    private final Types types;

    Platform(ProcessingEnvironment environment) {
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
    }

    Elements elements() {
        return elements;
    }

    Types types() {
        return types;
    }

    /** Tells whether the type belongs to the Java platform. */
    boolean owns(TypeElement type) {
        String name = type.getQualifiedName().toString();
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** Tells whether a type is the named one or below it. */
    boolean isA(TypeMirror type, String qualifiedName) {
        TypeElement named = elements.getTypeElement(qualifiedName);
        return named != null && types.isSubtype(types.erasure(type), types.erasure(named.asType()));
    }

    /** Tells whether code in a package can name the type. */
    boolean isVisible(TypeElement type, String fromPackage) {
        boolean samePackage = elements.getPackageOf(type).getQualifiedName().contentEquals(fromPackage);
        for (Element at = type; !(at instanceof PackageElement); at = owner(at)) {
            Set<Modifier> modifiers = at.getModifiers();
            if (modifiers.contains(Modifier.PRIVATE) || !(samePackage || modifiers.contains(Modifier.PUBLIC))) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether the type is nested and needs an outer object. */
    static boolean isInner(TypeElement type) {
        return type.getKind() == ElementKind.CLASS
                && type.getEnclosingElement() instanceof TypeElement
                && !type.getModifiers().contains(Modifier.STATIC);
    }

    /** The direct superclass; null for {@code Object} and interfaces. */
    static @Nullable DeclaredType superclass(TypeElement type) {
        TypeMirror above = type.getSuperclass();
        return above.getKind() == TypeKind.DECLARED ? (DeclaredType) above : null;
    }

    /** Tells whether a lambda could implement the interface. */
    boolean isFunctional(TypeElement type) {
        if (type.getKind() != ElementKind.INTERFACE) {
            return false;
        }
        return ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
                        .filter(method -> method.getModifiers().contains(Modifier.ABSTRACT))
                        .filter(method -> !isMethodOfObject(method))
                        .map(ExecutableElement::getSimpleName)
                        .distinct()
                        .count()
                == 1;
    }

    /** Tells whether a method re-declares one that every object has. */
    boolean isMethodOfObject(ExecutableElement method) {
        return switch (method.getSimpleName().toString()) {
            case "toString", "hashCode" -> method.getParameters().isEmpty();
            case "equals" ->
                method.getParameters().size() == 1
                        && isObject(method.getParameters().get(0).asType());
            default -> false;
        };
    }

    static boolean isObject(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                && ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .contentEquals("java.lang.Object");
    }

    /** What the element is declared in; every element but a package or module is declared in one. */
    static Element owner(Element element) {
        Element owner = element.getEnclosingElement();
        if (owner == null) {
            throw new IllegalArgumentException("element: " + element + " (expected: one within a package)");
        }
        return owner;
    }

    static TypeElement element(DeclaredType type) {
        return (TypeElement) type.asElement();
    }
}
