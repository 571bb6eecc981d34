package io.limpid.generator.read;

import io.limpid.Idempotent;
import io.limpid.NonBlocking;
import io.limpid.ReadOnly;
import io.limpid.Replicated;
import io.limpid.Timeout;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
import java.lang.annotation.Annotation;
import java.util.List;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Finds annotations that say nothing where they stand. A method of an interface that is not remote is let be: a remote interface may
 * inherit it.
 */
final class AnnotationCheck {
    private static final List<Class<? extends Annotation>> ON_METHODS =
            List.of(ReadOnly.class, Idempotent.class, Timeout.class, Replicated.class, NonBlocking.class);

    private final Report report;

    AnnotationCheck(Report report) {
        this.report = report;
    }

    void check(RoundEnvironment round) {
        for (Class<? extends Annotation> annotation : ON_METHODS) {
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                String where = misplaced(element);
                if (where != null) {
                    report(annotation, element, where);
                }
            }
        }
    }

    private static @Nullable String misplaced(Element element) {
        if (element.getKind() != ElementKind.METHOD) {
            return element.getKind() == ElementKind.INTERFACE ? null : "is not an interface";
        }
        Element owner = Platform.owner(element);
        if (owner.getKind() != ElementKind.INTERFACE) {
            return "is a method of " + owner.getSimpleName() + ", which is not an interface";
        }
        if (element.getModifiers().contains(Modifier.STATIC)) {
            return "is static and stays local";
        }
        if (element.getModifiers().contains(Modifier.PRIVATE)) {
            return "is private and stays local";
        }
        return element.getModifiers().contains(Modifier.ABSTRACT) ? null : "has a body and stays local";
    }

    private void report(Class<? extends Annotation> annotation, Element element, String where) {
        report.error(
                new Problem(
                        ErrorCode.MisplacedAnnotation,
                        "@" + annotation.getSimpleName() + " stands on " + element.getSimpleName() + ", which " + where
                                + ".",
                        "It speaks of calls over the network, and none is made through this.",
                        "Move it to the method of the @Remote interface that is called, or take it away."),
                element,
                Annotations.mirror(element, annotation),
                null);
    }
}
