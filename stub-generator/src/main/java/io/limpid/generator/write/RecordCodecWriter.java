package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.Definition.Component;
import io.limpid.generator.model.PureValues;
import java.util.List;
import java.util.Set;

/** Writes {@code BalanceCodec} for the record {@code Balance}. */
final class RecordCodecWriter {
    private final Definition.OfRecord definition;
    private final ClassName name;
    private final CodecExpressions codecs;
    private final boolean pureValue;

    RecordCodecWriter(Definition.OfRecord definition, CodecScope scope) {
        this.definition = definition;
        this.name = scope.names().of(definition);
        this.codecs = scope.expressions(definition, Set.of("INSTANCE"));
        this.pureValue = new PureValues(scope.definitions()).contains(definition);
    }

    GeneratedSource write() {
        TypeName type = TypeNames.of(definition.javaType());
        MethodSpec.Builder write = CodecClass.override("writeComponents")
                .addParameter(RuntimeNames.PAYLOAD_WRITER, "out")
                .addParameter(type, "value");
        for (Component component : definition.components()) {
            CodeBlock value = CodeBlock.of("value.$L()", component.name());
            write.addStatement(codecs.write(component.type(), component.declaredType(), value));
        }
        CodeBlock values = definition.components().stream()
                .map(component -> CodeBlock.of(
                        "in.hasMore() ? $L : $L",
                        codecs.read(component.type(), component.declaredType()),
                        CodecExpressions.absent(component.type())))
                .collect(CodeBlock.joining(",\n"));
        String open = definition.arguments().isEmpty() ? "" : "<>";
        MethodSpec read = CodecClass.override("readComponents")
                .returns(type)
                .addParameter(RuntimeNames.PAYLOAD_READER, "in")
                .addStatement(
                        values.isEmpty() ? "return new $T$L($L)" : "return new $T$L(\n$L)",
                        TypeNames.of(definition.type()),
                        open,
                        values)
                .build();
        TypeSpec.Builder written = CodecClass.begin(name, definition)
                .superclass(ParameterizedTypeName.get(RuntimeNames.RECORD_CODEC, type))
                .addField(CodecClass.instance(name, CodeBlock.of("new $T()", name)));
        codecs.constants().forEach(written::addField);
        written.addMethod(CodecClass.constructor(CodeBlock.of(
                        pureValue ? "super($T.class, true);\n" : "super($T.class);\n",
                        TypeNames.of(definition.type()))))
                .addMethod(write.build())
                .addMethod(read);
        return Files.source(name.packageName(), written.build(), List.of(definition.type()));
    }
}
