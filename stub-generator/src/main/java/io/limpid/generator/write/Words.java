package io.limpid.generator.write;

import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.TypeRef;
import io.limpid.generator.model.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes names for what is generated. */
final class Words {
    private Words() {}

    /** {@code mapOfStringToEntry} gives {@code MAP_OF_STRING_TO_ENTRY}. */
    static String constant(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
    }

    static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    static String decapitalized(String word) {
        return Character.toLowerCase(word.charAt(0)) + word.substring(1);
    }

    /** A type in one word: {@code List<Entry>} gives {@code ListOfEntry}. */
    static String word(ValueType type) {
        if (type instanceof ValueType.Open open) {
            return open.owner().flatName() + "Any";
        }
        if (type instanceof ValueType.ArrayOf array) {
            return word(array.component()) + "Array";
        }
        if (type instanceof ValueType.Container container) {
            return flat(((JavaType.Declared) container.javaType()).name())
                    + "Of"
                    + container.elements().stream().map(Words::word).collect(Collectors.joining("To"));
        }
        if (type instanceof ValueType.Defined defined) {
            return flat(((JavaType.Declared) defined.javaType()).name()) + arguments(defined.arguments());
        }
        return word(type.javaType());
    }

    /** The arguments of a generic type, as they follow its name. */
    static String arguments(List<ValueType> arguments) {
        return arguments.isEmpty()
                ? ""
                : arguments.stream().map(Words::word).collect(Collectors.joining("And", "Of", ""));
    }

    private static String word(JavaType type) {
        if (type instanceof JavaType.Array array) {
            return word(array.component()) + "Array";
        }
        if (type instanceof JavaType.Declared declared) {
            return flat(declared.name())
                    + (declared.arguments().isEmpty()
                            ? ""
                            : declared.arguments().stream()
                                    .map(Words::word)
                                    .collect(Collectors.joining("And", "Of", "")));
        }
        return capitalized(type.toString());
    }

    private static String flat(TypeRef type) {
        return type.flatName().replace("_", "");
    }
}
