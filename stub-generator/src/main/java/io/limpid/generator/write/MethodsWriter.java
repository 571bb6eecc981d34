package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.RemoteMethod;
import io.limpid.generator.model.RemoteMethod.Result;
import io.limpid.generator.model.ValueType;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes {@code AccountMethods}: what stub and skeleton share, a descriptor and a record of the arguments for each method. */
final class MethodsWriter {
    private static final Modifier[] CONSTANT = {Modifier.STATIC, Modifier.FINAL};

    private final RemoteInterface remote;
    private final InterfaceNames names;
    private final CodecExpressions codecs;

    MethodsWriter(InterfaceNames names) {
        this.remote = names.remote();
        this.names = names;
        this.codecs = new CodecExpressions(names.codecs(), remote.definitions(), Set.of(), reserved(names));
    }

    private static Set<String> reserved(InterfaceNames names) {
        Set<String> reserved = new HashSet<>(Set.of("TYPE"));
        for (RemoteMethod method : names.remote().methods()) {
            reserved.add(names.methods().constant(method));
            reserved.add(names.methods().id(method));
        }
        return reserved;
    }

    GeneratedSource write() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.calls())
                .addJavadoc(
                        "The methods of {@link $T} and their arguments. Generated from that interface.\n", names.type())
                .addAnnotation(Files.generated())
                .addModifiers(Modifier.FINAL);
        type.addField(FieldSpec.builder(RuntimeNames.INTERFACE_ID, "TYPE", CONSTANT)
                .initializer("new $T($S)", RuntimeNames.INTERFACE_ID, remote.wireName())
                .build());
        for (RemoteMethod method : remote.methods()) {
            type.addField(FieldSpec.builder(TypeName.INT, names.methods().id(method), CONSTANT)
                    .initializer("0x$L", String.format("%08x", method.id()))
                    .build());
        }
        Map<RemoteMethod, FieldSpec> descriptors = new LinkedHashMap<>();
        remote.methods().forEach(method -> descriptors.put(method, descriptor(method)));
        ArgumentsWriter arguments = new ArgumentsWriter(names, codecs);
        List<TypeSpec> records = remote.methods().stream()
                .filter(method -> !method.parameters().isEmpty())
                .map(arguments::write)
                .toList();
        // The codecs' constants first: the descriptors need them.
        codecs.constants().forEach(type::addField);
        descriptors.values().forEach(type::addField);
        type.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        records.forEach(type::addType);
        return Files.source(remote.targetPackage(), type.build(), List.of(remote.type()));
    }

    private FieldSpec descriptor(RemoteMethod method) {
        Result result = method.returns();
        boolean open = result.content().mentionsVariable();
        TypeName of = open ? WildcardTypeName.subtypeOf(Object.class) : TypeNames.boxed(result.content());
        CodeBlock codec = open
                ? codecs.codec(result.type(), result.type().javaType())
                : codecs.codec(result.type(), result.content());
        return FieldSpec.builder(
                        ParameterizedTypeName.get(RuntimeNames.METHOD_DESCRIPTOR, of),
                        names.methods().constant(method),
                        CONSTANT)
                .initializer(
                        "new $T<>(\n$>$>TYPE,\n$L,\n$S,\n$T.$L,\n$L,\n$L,\n$L,\n$L$L)$<$<$L",
                        RuntimeNames.METHOD_DESCRIPTOR,
                        names.methods().id(method),
                        method.displayName(),
                        RuntimeNames.EFFECT,
                        method.effect(),
                        timeout(method),
                        result.asynchronous(),
                        codec,
                        thrown(method),
                        replication(method),
                        method.nonBlocking() ? ".withoutWaiting()" : "")
                .build();
    }

    /** With a comma in front; nothing where the method says nothing. */
    private CodeBlock replication(RemoteMethod method) {
        RemoteMethod.Replication said = method.replication();
        if (said == null) {
            return CodeBlock.of("");
        }
        CodeBlock.Builder code = CodeBlock.builder().add(",\n$T", RuntimeNames.REPLICATION);
        if (said.failures() > 0) {
            code.add(".ofAll($L)", said.failures());
        } else if (said.replicas() > 0) {
            code.add(".of($T.$L, $L)", RuntimeNames.STRATEGY, said.strategy(), said.replicas());
        } else {
            code.add(".of($T.$L)", RuntimeNames.STRATEGY, said.strategy());
        }
        JavaType combiner = said.combiner();
        if (combiner != null) {
            code.add(".combining(new $T())", TypeNames.of(combiner));
        } else if (!said.combine().equals("NONE")) {
            code.add(".combining($T.$L)", RuntimeNames.COMBINE, said.combine());
        }
        if (!said.key().isEmpty()) {
            ClassName arguments = names.calls().nestedClass(names.methods().arguments(method));
            String component = method.parameters().stream()
                    .filter(parameter -> parameter.name().equals(said.key()))
                    .map(ArgumentsWriter::component)
                    .collect(Collectors.joining());
            code.add(".stickingTo($T.class, $T::$L)", arguments, arguments, component);
        } else if (!said.select().equals("LOAD")) {
            code.add(".selecting($T.$L)", RuntimeNames.SELECT, said.select());
        }
        if (said.staleMillis() > 0) {
            code.add(".staleBy($T.ofMillis($L))", Duration.class, grouped(said.staleMillis()));
        }
        return code.build();
    }

    private static CodeBlock timeout(RemoteMethod method) {
        Long nanos = method.timeoutNanos();
        if (nanos == null) {
            return CodeBlock.of("null");
        }
        long millis = nanos / 1_000_000;
        return millis * 1_000_000 == nanos
                ? CodeBlock.of("$T.ofMillis($L)", Duration.class, grouped(millis))
                : CodeBlock.of("$T.ofNanos($L)", Duration.class, grouped(nanos));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '_') + (number > Integer.MAX_VALUE ? "L" : "");
    }

    private CodeBlock thrown(RemoteMethod method) {
        Map<String, CodeBlock> types = new LinkedHashMap<>();
        for (RemoteMethod.Thrown thrown : method.exceptions()) {
            for (ValueType.Defined arriving : thrown.arriving()) {
                Definition definition = remote.definitions().get(arriving.description());
                if (definition instanceof Definition.OfThrowable throwable) {
                    types.putIfAbsent(definition.key(), wireType(throwable));
                }
            }
        }
        return types.isEmpty()
                ? CodeBlock.of("$T.NONE", RuntimeNames.THROWN_TYPES)
                : CodeBlock.of(
                        "$T.of(\n$>$>$L)$<$<",
                        RuntimeNames.THROWN_TYPES,
                        types.values().stream().collect(CodeBlock.joining(",\n")));
    }

    private CodeBlock wireType(Definition.OfThrowable throwable) {
        ClassName type = TypeNames.of(throwable.type());
        CodeBlock codec = throwable.fields().isEmpty()
                ? CodeBlock.of("$T.throwable($T.class)", RuntimeNames.CODECS, type)
                : CodeBlock.of("$T.INSTANCE", names.codecs().of(throwable));
        return CodeBlock.of(
                "$T.of(\n$>$>$S,\n$T.class,\n$L)$<$<", RuntimeNames.WIRE_TYPE, throwable.wireName(), type, codec);
    }
}
