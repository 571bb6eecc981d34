package io.limpid.generator.write;

import io.limpid.generator.model.Definition;
import io.limpid.generator.model.MovableClass;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the writers of codecs know of the package that they write into, and of the other types that an interface reaches. */
record CodecScope(CodecNames names, Map<String, Definition> definitions, List<ValueType> carried) {
    static CodecScope of(RemoteInterface remote, CodecNames names) {
        return new CodecScope(names, remote.definitions(), remote.carried());
    }

    static CodecScope of(MovableClass movable, CodecNames names) {
        return new CodecScope(names, movable.definitions(), movable.carried());
    }

    /** Begins the class of a definition's codec. */
    CodecExpressions expressions(Definition definition, Set<String> reserved) {
        Set<String> lazily = new CodecGraph(definitions, carried).lazily(definition);
        return new CodecExpressions(names, definitions, lazily, reserved);
    }

    /** Begins a class that no codec needs. */
    CodecExpressions expressions(Set<String> reserved) {
        return new CodecExpressions(names, definitions, Set.of(), reserved);
    }
}
