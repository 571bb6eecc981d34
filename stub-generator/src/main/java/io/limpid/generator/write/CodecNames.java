package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.TypeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names the codecs of one package. {@code Balance} gets {@code BalanceCodec}; where two types have one simple name, those from other
 * packages are called by the last part of their package, too.
 */
final class CodecNames {
    private static final String SUFFIX = "Codec";

    private final String packageName;
    private final Map<Identity, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    CodecNames(String packageName) {
        this.packageName = packageName;
    }

    /** Names further definitions; earlier names stay. */
    void add(List<Definition> definitions) {
        List<Definition> ordered = new ArrayList<>(definitions);
        ordered.sort(Comparator.comparing((Definition definition) ->
                        !definition.type().packageName().equals(packageName))
                .thenComparing(Definition::key)
                .thenComparing(definition -> definition.type().qualifiedName()));
        for (Definition definition : ordered) {
            names.computeIfAbsent(Identity.of(definition), identity -> free(definition));
        }
    }

    private String free(Definition definition) {
        String name = word(definition);
        String rest = definition.type().packageName();
        while (!rest.isEmpty() && taken.contains(name)) {
            int dot = rest.lastIndexOf('.');
            name = Words.capitalized(rest.substring(dot + 1)) + name;
            rest = rest.substring(0, Math.max(dot, 0));
        }
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = name + i;
        }
        return unique + SUFFIX;
    }

    private static String word(Definition definition) {
        return definition.type().flatName().replace("_", "") + Words.arguments(definition.arguments());
    }

    ClassName of(Definition definition) {
        String name = names.get(Identity.of(definition));
        if (name == null) {
            throw new IllegalStateException("no codec is named for " + definition.key());
        }
        return ClassName.get(packageName, name);
    }

    /** The class that holds the codec of an interface's open type variables. */
    ClassName ofOpen(TypeRef owner) {
        return ClassName.get(packageName, owner.flatName() + "Any" + SUFFIX);
    }

    /** A type with its arguments; open ones of different interfaces differ, which their words tell. */
    private record Identity(String key, TypeRef type, String arguments) {
        static Identity of(Definition definition) {
            return new Identity(definition.key(), definition.type(), Words.arguments(definition.arguments()));
        }
    }
}
