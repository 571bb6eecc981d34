package io.limpid.generator.model;

import io.limpid.generator.model.Definition.Component;
import io.limpid.generator.model.Definition.Field;
import java.util.List;

/** Puts down what peers rely on of a type: a title, and a line for each part. */
public final class ContractLines {
    private ContractLines() {}

    /** The kind and the key: {@code record bank.Entry}. */
    public static String title(Definition definition) {
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

    /** The parts: in order where they are read by position, sorted where by name. */
    public static List<String> of(Definition definition) {
        if (definition instanceof Definition.OfRecord record) {
            return record.components().stream().map(ContractLines::line).toList();
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
        List<Field> fields = definition instanceof Definition.OfObject object
                ? object.fields()
                : ((Definition.OfThrowable) definition).fields();
        return fields.stream().map(field -> line(field.component())).toList();
    }

    /** A component of a record, or the value of a field. */
    private static String line(Component component) {
        return component.wireName() + ": " + component.type().description();
    }
}
