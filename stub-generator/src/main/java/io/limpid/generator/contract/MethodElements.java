package io.limpid.generator.contract;

import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.RemoteMethod;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.ElementFilter;

/** Finds the place of a contract's section in the source. */
final class MethodElements {
    private MethodElements() {}

    /** Gives the method of the interface that a section is about; the interface where that does not declare just one such itself. */
    static Element find(RemoteInterface remote, String section, Element element) {
        for (RemoteMethod method : remote.methods()) {
            if (method.signature().equals(signature(section))) {
                List<ExecutableElement> fitting = ElementFilter.methodsIn(element.getEnclosedElements()).stream()
                        .filter(each -> each.getSimpleName().contentEquals(method.name())
                                && each.getParameters().size()
                                        == method.parameters().size())
                        .toList();
                return fitting.size() == 1 ? fitting.get(0) : element;
            }
        }
        return element;
    }

    static String signature(String section) {
        return section.substring(ContractWriter.METHOD.length());
    }

    static String effect(String line) {
        return line.substring(ContractComparison.EFFECT.length());
    }
}
