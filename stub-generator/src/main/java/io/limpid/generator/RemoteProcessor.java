package io.limpid.generator;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Reads every interface marked {@code io.limpid.Remote} of a compilation. */
// Everything, not Remote alone: javac warns of the option below in a compilation that matches no annotation, and
// warnings are errors in a module whose remote interfaces are all in its tests.
@SupportedAnnotationTypes("*")
@SupportedOptions("limpid.contracts")
public final class RemoteProcessor extends AbstractProcessor {

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return false;
    }
}
