package io.limpid.generator.write;

import io.limpid.generator.model.Definition;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.TypeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes everything for the interfaces of one compilation. A codec is written once for a package, however many of its interfaces
 * reach the type; the same interfaces give the same files, whatever the order in which the compiler shows them.
 */
public final class SourceWriter {
    private final Map<String, CodecNames> codecNames = new HashMap<>();
    private final Set<TypeRef> written = new HashSet<>();

    /** Writes the files of these interfaces; what an earlier call wrote is not written again. */
    public List<GeneratedSource> write(List<RemoteInterface> interfaces) {
        nameCodecs(interfaces);
        Map<String, GeneratedSource> sources = new TreeMap<>();
        for (RemoteInterface remote : interfaces) {
            for (GeneratedSource source : write(remote)) {
                if (written.add(source.type())) {
                    sources.put(source.type().qualifiedName(), source);
                }
            }
        }
        return List.copyOf(sources.values());
    }

    private void nameCodecs(List<RemoteInterface> interfaces) {
        Map<String, List<Definition>> byPackage = new TreeMap<>();
        for (RemoteInterface remote : interfaces) {
            byPackage
                    .computeIfAbsent(remote.targetPackage(), any -> new ArrayList<>())
                    .addAll(remote.definitions().values());
        }
        byPackage.forEach((packageName, definitions) ->
                codecNames.computeIfAbsent(packageName, CodecNames::new).add(definitions));
    }

    private List<GeneratedSource> write(RemoteInterface remote) {
        CodecNames codecs = codecNames.computeIfAbsent(remote.targetPackage(), CodecNames::new);
        InterfaceNames names = new InterfaceNames(remote, codecs);
        List<GeneratedSource> sources = new ArrayList<>();
        sources.add(new StubWriter(names).write());
        sources.add(new SkeletonWriter(names).write());
        sources.add(new MethodsWriter(names).write());
        sources.add(new RemoteTypeWriter(names).write());
        CodecScope scope = CodecScope.of(remote, codecs);
        remote.definitions().values().forEach(definition -> add(definition, scope, sources));
        if (remote.isOpen()) {
            sources.add(new UnionCodecWriter(scope).writeOpen(remote));
        }
        return sources;
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
