package io.limpid.generator.contract;

import io.limpid.generator.contract.Contract.Kind;
import io.limpid.generator.model.ContractLines;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.MovableClass;
import io.limpid.generator.model.MovableClass.Form;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.RemoteMethod;
import io.limpid.generator.model.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts down what peers rely on of an interface. */
final class ContractWriter {
    static final String METHOD = "method ";
    static final String VARIABLES = "type variables";

    private ContractWriter() {}

    static Contract contract(RemoteInterface remote) {
        SortedMap<String, List<String>> sections = sections(remote.definitions(), remote.isOpen(), remote.carried());
        remote.methods().forEach(method -> sections.put(METHOD + method.signature(), lines(method)));
        return new Contract(Kind.INTERFACE, remote.wireName(), remote.type().qualifiedName(), sections);
    }

    /** Of a movable class peers rely on what it sends; what it asks a host for is the host's business. */
    static Contract contract(MovableClass movable) {
        SortedMap<String, List<String>> sections = sections(movable.definitions(), movable.isOpen(), movable.carried());
        String title = (movable.form() == Form.GENERATED ? "captured " : "written ") + movable.wireName();
        sections.put(title, ContractLines.of(movable.state()));
        return new Contract(Kind.CLASS, movable.wireName(), movable.type().qualifiedName(), sections);
    }

    private static SortedMap<String, List<String>> sections(
            Map<String, Definition> definitions, boolean isOpen, List<ValueType> carried) {
        SortedMap<String, List<String>> sections = new TreeMap<>();
        definitions
                .values()
                .forEach(definition -> sections.put(ContractLines.title(definition), ContractLines.of(definition)));
        if (isOpen) {
            sections.put(
                    VARIABLES,
                    carried.stream()
                            .map(type -> "carry " + type.description())
                            .sorted()
                            .toList());
        }
        return sections;
    }

    private static List<String> lines(RemoteMethod method) {
        List<String> lines = new ArrayList<>();
        method.parameters()
                .forEach(parameter -> lines.add("takes " + parameter.type().description()));
        lines.add("gives " + method.returns().type().description());
        lines.add("effect " + method.effect().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        method.exceptions().stream()
                .flatMap(thrown -> thrown.arriving().stream())
                .map(ValueType::description)
                .distinct()
                .sorted()
                .forEach(exception -> lines.add("throws " + exception));
        return lines;
    }
}
