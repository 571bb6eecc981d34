package io.limpid.generator.contract;

import io.limpid.generator.model.Definition;
import io.limpid.generator.model.Definition.Component;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.RemoteMethod;
import io.limpid.generator.model.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts down what peers rely on of an interface. */
final class ContractWriter {
    static final String METHOD = "method ";
    static final String VARIABLES = "type variables";

    private ContractWriter() {}

    static Contract contract(RemoteInterface remote) {
        SortedMap<String, List<String>> sections = new TreeMap<>();
        remote.methods().forEach(method -> sections.put(METHOD + method.signature(), lines(method)));
        remote.definitions().values().forEach(definition -> sections.put(title(definition), lines(definition)));
        if (remote.isOpen()) {
            sections.put(
                    VARIABLES,
                    remote.carried().stream()
                            .map(type -> "carry " + type.description())
                            .sorted()
                            .toList());
        }
        return new Contract(remote.wireName(), remote.type().qualifiedName(), sections);
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

    private static String title(Definition definition) {
        return kind(definition) + " " + definition.key();
    }

    private static String kind(Definition definition) {
        if (definition instanceof Definition.OfRecord) {
            return "record";
        }
        if (definition instanceof Definition.OfEnum) {
            return "enum";
        }
        if (definition instanceof Definition.OfSealed) {
            return "sealed";
        }
        return definition instanceof Definition.OfObject ? "class" : "exception";
    }

    private static List<String> lines(Definition definition) {
        if (definition instanceof Definition.OfRecord record) {
            return record.components().stream().map(ContractWriter::line).toList();
        }
        if (definition instanceof Definition.OfEnum constants) {
            return constants.constants().stream()
                    .map(constant -> "constant " + constant.wireName())
                    .sorted()
                    .toList();
        }
        if (definition instanceof Definition.OfSealed hierarchy) {
            return hierarchy.subtypes().stream()
                    .map(subtype -> "permits " + subtype.type().description())
                    .sorted()
                    .toList();
        }
        List<Definition.Field> fields = definition instanceof Definition.OfObject object
                ? object.fields()
                : ((Definition.OfThrowable) definition).fields();
        return fields.stream().map(field -> line(field.component())).toList();
    }

    private static String line(Component component) {
        return component.wireName() + ": " + component.type().description();
    }
}
