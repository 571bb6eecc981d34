package io.limpid.generator.read;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Finds annotations as the compiler sees them, so that mistakes can be shown at their values. */
final class Annotations {
    private Annotations() {}

    /** The annotation of that type on the element; null if there is none. */
    static @Nullable AnnotationMirror mirror(Element element, Class<? extends Annotation> type) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (is(mirror, type)) {
                return mirror;
            }
        }
        return null;
    }

    static boolean is(AnnotationMirror mirror, Class<? extends Annotation> type) {
        return ((TypeElement) mirror.getAnnotationType().asElement())
                .getQualifiedName()
                .contentEquals(type.getCanonicalName());
    }

    /** An explicitly written value of the annotation on the element; null if there is none. */
    static @Nullable AnnotationValue value(Element element, Class<? extends Annotation> type, String name) {
        AnnotationMirror mirror = mirror(element, type);
        return mirror == null ? null : value(mirror, name);
    }

    static @Nullable AnnotationValue value(AnnotationMirror mirror, String name) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(name)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** The single values of an array value. */
    @SuppressWarnings("unchecked") // as AnnotationValue.getValue says of arrays
    static List<? extends AnnotationValue> elements(@Nullable AnnotationValue array) {
        return array == null ? List.of() : (List<? extends AnnotationValue>) array.getValue();
    }
}
