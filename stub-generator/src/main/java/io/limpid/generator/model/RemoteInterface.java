package io.limpid.generator.model;

import io.limpid.generator.model.RemoteMethod.TypeParameter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A remote interface and all that its methods reach.
 *
 * @param type the interface
 * @param targetPackage where its stub and skeleton go
 * @param wireName its identity on the wire
 * @param variables its type parameters
 * @param methods what is called remotely, in source order, inherited ones after its own
 * @param definitions every type that needs a codec of its own, by key, sorted
 * @param isOpen whether a type variable occurs that nothing bounds
 * @param carried what its open type variables can stand for
 */
public record RemoteInterface(
        TypeRef type,
        String targetPackage,
        String wireName,
        List<TypeParameter> variables,
        List<RemoteMethod> methods,
        Map<String, Definition> definitions,
        boolean isOpen,
        List<ValueType> carried) {
    /** Copies the collections. */
    public RemoteInterface {
        variables = List.copyOf(variables);
        definitions = Collections.unmodifiableMap(new TreeMap<>(definitions));
        methods = List.copyOf(methods);
        carried = List.copyOf(carried);
    }

    /** The name by which what is generated for it is named: {@code Outer.Account} gives {@code OuterAccount}. */
    public String flatName() {
        return type.flatName();
    }
}
