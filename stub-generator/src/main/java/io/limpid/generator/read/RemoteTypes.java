package io.limpid.generator.read;

import io.limpid.Remote;
import io.limpid.RemoteOf;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Knows which interfaces are remote: those marked so, and those that a {@code @RemoteOf} of this compilation names. */
public final class RemoteTypes {
    private final Platform platform;
    private final Set<String> named = new HashSet<>();

    RemoteTypes(Platform platform) {
        this.platform = platform;
    }

    /** Learns that a {@code @RemoteOf} names the interface; tells whether none did before. */
    boolean add(TypeElement named) {
        return this.named.add(named.getQualifiedName().toString());
    }

    boolean isRemote(TypeElement type) {
        return type.getAnnotation(Remote.class) != null
                || named.contains(type.getQualifiedName().toString())
                || isNamedBesideIt(type);
    }

    /** An interface that its own package makes remote, compiled before this compilation. */
    private boolean isNamedBesideIt(TypeElement type) {
        Element itsPackage = platform.elements().getPackageOf(type);
        for (AnnotationMirror mirror : itsPackage.getAnnotationMirrors()) {
            if (Annotations.is(mirror, RemoteOf.class) && names(mirror, type)) {
                return true;
            }
            if (Annotations.is(mirror, RemoteOf.List.class)
                    && Annotations.elements(Annotations.value(mirror, "value")).stream()
                            .anyMatch(one -> names((AnnotationMirror) one.getValue(), type))) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(AnnotationMirror remoteOf, TypeElement type) {
        AnnotationValue value = Annotations.value(remoteOf, "value");
        return value != null
                && value.getValue() instanceof DeclaredType declared
                && declared.asElement().equals(type);
    }

    /** The remote interface that a class implements; null if there is none. */
    @Nullable
    TypeElement implementedBy(TypeElement type) {
        for (TypeMirror above : platform.types().directSupertypes(type.asType())) {
            TypeElement element = Platform.element((DeclaredType) above);
            if (isRemote(element)) {
                return element;
            }
            TypeElement further = implementedBy(element);
            if (further != null) {
                return further;
            }
        }
        return null;
    }
}
