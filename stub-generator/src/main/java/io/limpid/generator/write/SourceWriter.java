package io.limpid.generator.write;

import io.limpid.generator.model.Definition;
import io.limpid.generator.model.MovableClass;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.TypeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes everything for the interfaces and movable classes of one compilation. A codec is written once for a package, however many
 * of them reach the type; the same ones give the same files, whatever the order in which the compiler shows them.
 */
public final class SourceWriter {
    private final Map<String, CodecNames> codecNames = new HashMap<>();
    private final Set<TypeRef> written = new HashSet<>();

    /** Definitions whose codecs still need names, by package. */
    private final Map<String, List<Definition>> unnamed = new TreeMap<>();

    /** Writes the files of these interfaces and classes; what an earlier call wrote is not written again. */
    public List<GeneratedSource> write(List<RemoteInterface> interfaces, List<MovableClass> movables) {
        interfaces.forEach(remote -> collect(remote.targetPackage(), remote.definitions()));
        movables.forEach(movable -> collect(movable.targetPackage(), movable.definitions()));
        nameCodecs();
        Map<String, GeneratedSource> sources = new TreeMap<>();
        Stream.concat(
                        interfaces.stream().flatMap(remote -> write(remote).stream()),
                        movables.stream().flatMap(movable -> write(movable).stream()))
                .filter(source -> written.add(source.type()))
                .forEach(source -> sources.put(source.type().qualifiedName(), source));
        return List.copyOf(sources.values());
    }

    private void collect(String targetPackage, Map<String, Definition> definitions) {
        unnamed.computeIfAbsent(targetPackage, any -> new ArrayList<>()).addAll(definitions.values());
    }

    private void nameCodecs() {
        unnamed.forEach((packageName, definitions) ->
                codecNames.computeIfAbsent(packageName, CodecNames::new).add(definitions));
        unnamed.clear();
    }

    private List<GeneratedSource> write(RemoteInterface remote) {
        CodecNames codecs = codecNames.computeIfAbsent(remote.targetPackage(), CodecNames::new);
        InterfaceNames names = new InterfaceNames(remote, codecs);
        List<GeneratedSource> sources = new ArrayList<>();
        sources.add(new StubWriter(names).write());
        sources.add(new SkeletonWriter(names).write());
        sources.add(new MethodsWriter(names).write());
        sources.add(new RemoteTypeWriter(names).write());
        addCodecs(CodecScope.of(remote, codecs), remote.isOpen() ? remote.type() : null, sources);
        return sources;
    }

    private List<GeneratedSource> write(MovableClass movable) {
        CodecNames codecs = codecNames.computeIfAbsent(movable.targetPackage(), CodecNames::new);
        CodecScope scope = CodecScope.of(movable, codecs);
        List<GeneratedSource> sources = new ArrayList<>();
        sources.add(new StateTypeWriter(movable, scope).write());
        addCodecs(scope, movable.isOpen() ? movable.type() : null, sources);
        return sources;
    }

    private static void addCodecs(CodecScope scope, @Nullable TypeRef openOwner, List<GeneratedSource> sources) {
        scope.definitions().values().forEach(definition -> add(definition, scope, sources));
        if (openOwner != null) {
            sources.add(new UnionCodecWriter(scope).writeOpen(openOwner));
        }
    }

    private static void add(Definition definition, CodecScope scope, List<GeneratedSource> sources) {
        if (definition instanceof Definition.OfRecord record) {
            sources.add(new RecordCodecWriter(record, scope).write());
        } else if (definition instanceof Definition.OfEnum constants) {
            sources.add(new UnionCodecWriter(scope).write(constants));
        } else if (definition instanceof Definition.OfSealed hierarchy) {
            sources.add(new UnionCodecWriter(scope).write(hierarchy));
        } else if (definition instanceof Definition.OfObject object) {
            sources.add(FieldCodecWriter.write(object, scope));
        } else if (definition instanceof Definition.OfThrowable throwable
                && !throwable.fields().isEmpty()) {
            sources.add(FieldCodecWriter.write(throwable, scope));
        }
    }
}
