package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeSpec;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.TypeRef;
import io.limpid.generator.model.ValueType;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the holders of codecs that the runtime makes: of enums, of sealed hierarchies, and of open type variables. */
final class UnionCodecWriter {
    private final CodecScope scope;

    UnionCodecWriter(CodecScope scope) {
        this.scope = scope;
    }

    GeneratedSource write(Definition.OfEnum definition) {
        ClassName type = TypeNames.of(definition.type());
        boolean renamed = definition.constants().stream()
                .anyMatch(constant -> !constant.name().equals(constant.wireName()));
        CodeBlock wireNames = !renamed
                ? CodeBlock.of("")
                : definition.constants().stream()
                        .map(constant -> CodeBlock.of(", $S", constant.wireName()))
                        .collect(CodeBlock.joining(""));
        return holder(definition, CodeBlock.of("$T.enumOf($T.class$L)", RuntimeNames.CODECS, type, wireNames));
    }

    GeneratedSource write(Definition.OfSealed definition) {
        CodeBlock subtypes = definition.subtypes().stream()
                .map(subtype -> wireType(subtype.type()))
                .collect(CodeBlock.joining(",\n"));
        return holder(
                definition,
                CodeBlock.of(
                        "$T.sealed(\n$>$>$L,\n$L)$<$<",
                        RuntimeNames.CODECS,
                        CodecExpressions.classOf(definition.javaType()),
                        subtypes));
    }

    private GeneratedSource holder(Definition definition, CodeBlock made) {
        ClassName name = scope.names().of(definition);
        TypeSpec written = CodecClass.begin(name, definition)
                .addField(CodecClass.instance(CodecExpressions.codecOf(definition.javaType()), made))
                .addMethod(CodecClass.constructor(CodeBlock.of("")))
                .build();
        return Files.source(name.packageName(), written, List.of(definition.type()));
    }

    GeneratedSource writeOpen(TypeRef owner) {
        ClassName name = scope.names().ofOpen(owner);
        CodeBlock types = scope.carried().stream()
                .filter(ValueType.Defined.class::isInstance)
                .map(type -> CodeBlock.of("\n$L", wireType((ValueType.Defined) type)))
                .collect(CodeBlock.joining(","));
        TypeSpec written = TypeSpec.classBuilder(name)
                .addJavadoc(
                        "Writes and reads whatever a type variable of {@link $T} stands for. Generated from that type.\n",
                        TypeNames.of(owner))
                .addAnnotation(Files.generated())
                .addModifiers(Modifier.FINAL)
                .addField(CodecClass.instance(
                        CodecExpressions.codecOf(JavaType.OBJECT),
                        CodeBlock.of("$T.any($>$>$L)$<$<", RuntimeNames.CODECS, types)))
                .addMethod(CodecClass.constructor(CodeBlock.of("")))
                .build();
        return Files.source(name.packageName(), written, List.of(owner));
    }

    private CodeBlock wireType(ValueType.Defined type) {
        Definition definition = scope.definitions().get(type.description());
        if (definition == null) {
            throw new IllegalStateException("nothing defines " + type.description());
        }
        CodecExpressions codecs = scope.expressions(Set.of());
        return CodeBlock.of(
                "$T.of(\n$>$>$S,\n$L,\n$L)$<$<",
                RuntimeNames.WIRE_TYPE,
                definition.wireName(),
                CodecExpressions.classOf(type.javaType()),
                codecs.codec(type, type.javaType()));
    }
}
