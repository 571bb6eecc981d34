package io.limpid.generator.write;

import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.RemoteMethod;
import io.limpid.generator.model.RemoteMethod.Parameter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names what is generated for each method: overloads are told apart by their parameter types. */
final class MethodNames {
    private final IdentityHashMap<RemoteMethod, String> words = new IdentityHashMap<>();

    MethodNames(List<RemoteMethod> methods) {
        Map<String, Integer> overloads = new HashMap<>();
        methods.forEach(method -> overloads.merge(Words.constant(method.name()), 1, Integer::sum));
        Set<String> taken = new HashSet<>();
        for (RemoteMethod method : methods) {
            boolean alone = overloads.getOrDefault(Words.constant(method.name()), 0) == 1;
            String word = alone ? method.name() : method.name() + parameterWords(method);
            String unique = word;
            for (int i = 2; !taken.add(Words.constant(unique)); i++) {
                unique = word + i;
            }
            words.put(method, unique);
        }
    }

    private static String parameterWords(RemoteMethod method) {
        return method.parameters().stream()
                .map(Parameter::javaType)
                .map(MethodNames::word)
                .collect(Collectors.joining());
    }

    private static String word(JavaType type) {
        if (type instanceof JavaType.Array array) {
            return word(array.component()) + "Array";
        }
        if (type instanceof JavaType.Declared declared) {
            List<String> names = declared.name().simpleNames();
            return names.get(names.size() - 1);
        }
        return Words.capitalized(type.toString());
    }

    /** The descriptor's constant. */
    String constant(RemoteMethod method) {
        return Words.constant(word(method));
    }

    /** The constant of the method's number. */
    String id(RemoteMethod method) {
        return constant(method) + "_ID";
    }

    /** The record of the arguments. */
    String arguments(RemoteMethod method) {
        return Words.capitalized(word(method)) + "Arguments";
    }

    /** The method in camel case. */
    String word(RemoteMethod method) {
        String word = words.get(method);
        if (word == null) {
            throw new IllegalStateException("no such method: " + method);
        }
        return word;
    }
}
