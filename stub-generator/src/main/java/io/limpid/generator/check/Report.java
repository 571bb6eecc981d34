package io.limpid.generator.check;

import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Tells the compiler what is wrong, each mistake once. */
public final class Report {
    private final Messager messager;
    private final Set<Said> said = new HashSet<>();

    /** Reports to this messager. */
    public Report(Messager messager) {
        this.messager = messager;
    }

    /** Reports a mistake at an element, unless the same was said there before. */
    public void error(Problem problem, Element element) {
        error(problem, element, null, null);
    }

    /** Reports a mistake at the value of an annotation. */
    public void error(
            Problem problem, Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {
        if (said.add(new Said(problem.message(), element, value))) {
            messager.printMessage(Kind.ERROR, problem.message(), element, annotation, value);
        }
    }

    /** Reports what ended the reading of an element, unless it has been reported. */
    public void error(Rejection rejection, Element readElement) {
        Problem problem = rejection.problem();
        Element deeper = rejection.element();
        if (problem != null) {
            error(problem, deeper == null ? readElement : deeper);
        }
    }

    /** Says something that is not wrong. */
    public void note(String message) {
        messager.printMessage(Kind.NOTE, message);
    }

    /** Counts the mistakes so far. */
    public int errors() {
        return said.size();
    }

    private record Said(
            String message, Element element, @Nullable AnnotationValue value) {}
}
