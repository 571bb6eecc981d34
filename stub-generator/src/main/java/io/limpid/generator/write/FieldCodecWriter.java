package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.Definition.Component;
import io.limpid.generator.model.Definition.Field;
import io.limpid.generator.model.PrimitiveKind;
import io.limpid.generator.model.TypeRef;
import io.limpid.generator.model.ValueType;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the codecs of plain classes and of exceptions, which reach into fields. */
final class FieldCodecWriter {
    private final Definition definition;
    private final List<Field> fields;
    private final ClassName superclass;
    private final ClassName name;
    private final List<String> constants = new ArrayList<>();
    private final CodecExpressions codecs;

    private FieldCodecWriter(
            ClassName name, Definition definition, List<Field> fields, ClassName superclass, CodecScope scope) {
        this.name = name;
        this.definition = definition;
        this.fields = fields;
        this.superclass = superclass;
        Set<String> taken = new HashSet<>(Set.of("INSTANCE", "FIELDS"));
        for (Field field : fields) {
            String constant = Words.constant(field.component().name());
            constants.add(taken.add(constant) ? constant : unique(field, taken));
        }
        this.codecs = scope.expressions(definition, taken);
    }

    private static String unique(Field field, Set<String> taken) {
        String constant = Words.constant(field.owner().flatName()) + "_"
                + Words.constant(field.component().name());
        while (!taken.add(constant)) {
            constant += "_2";
        }
        return constant;
    }

    static GeneratedSource write(Definition.OfObject definition, CodecScope scope) {
        ClassName name = scope.names().of(definition);
        return source(name, definition, object(name, definition, scope));
    }

    /** The codec of a plain class, to stand in a file of its own or inside another class. */
    static TypeSpec.Builder object(ClassName name, Definition.OfObject definition, CodecScope scope) {
        MethodSpec newInstance = CodecClass.override("newInstance")
                .returns(TypeNames.of(definition.javaType()))
                .addStatement("return FIELDS.create()")
                .build();
        return new FieldCodecWriter(name, definition, definition.fields(), RuntimeNames.OBJECT_CODEC, scope)
                .write(List.of(newInstance));
    }

    static GeneratedSource write(Definition.OfThrowable definition, CodecScope scope) {
        ClassName name = scope.names().of(definition);
        FieldCodecWriter writer =
                new FieldCodecWriter(name, definition, definition.fields(), RuntimeNames.THROWABLE_CODEC, scope);
        return source(name, definition, writer.write(List.of()));
    }

    private static GeneratedSource source(ClassName name, Definition definition, TypeSpec.Builder written) {
        return Files.source(name.packageName(), written.build(), List.of(definition.type()));
    }

    private TypeSpec.Builder write(List<MethodSpec> more) {
        TypeName type = TypeNames.of(definition.javaType());
        MethodSpec.Builder write = CodecClass.override("writeFields")
                .addParameter(RuntimeNames.PAYLOAD_WRITER, "out")
                .addParameter(type, "value");
        MethodSpec.Builder read = CodecClass.override("readFields")
                .addParameter(RuntimeNames.PAYLOAD_READER, "in")
                .addParameter(type, "value");
        for (int i = 0; i < fields.size(); i++) {
            Component component = fields.get(i).component();
            String suffix = component.type() instanceof ValueType.Primitive primitive ? suffix(primitive.kind()) : "";
            CodeBlock value = CodeBlock.of("$L.get$L(value)", constants.get(i), suffix);
            write.addStatement(codecs.write(component.type(), component.declaredType(), value));
            read.beginControlFlow("if (in.hasMore())")
                    .addStatement(
                            "$L.set$L(value, $L)",
                            constants.get(i),
                            suffix,
                            codecs.read(component.type(), component.declaredType()))
                    .endControlFlow();
        }
        TypeSpec.Builder written = CodecClass.begin(name, definition)
                .superclass(ParameterizedTypeName.get(superclass, type))
                .addField(CodecClass.instance(name, CodeBlock.of("new $T()", name)));
        addHandles(written);
        codecs.constants().forEach(written::addField);
        written.addMethod(CodecClass.constructor(CodeBlock.of("super($T.class);\n", TypeNames.of(definition.type()))));
        more.forEach(written::addMethod);
        written.addMethod(write.build()).addMethod(read.build());
        return written;
    }

    private void addHandles(TypeSpec.Builder written) {
        ClassName type = TypeNames.of(definition.type());
        written.addField(constant(RuntimeNames.OBJECT_FIELDS, "FIELDS")
                .initializer("$T.of($T.class, $T.lookup())", RuntimeNames.OBJECT_FIELDS, type, MethodHandles.class)
                .build());
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            CodeBlock found = find(
                    CodeBlock.of("FIELDS"),
                    definition.type(),
                    field.owner(),
                    field.hidden(),
                    field.component().name());
            written.addField(constant(RuntimeNames.OBJECT_FIELD, constants.get(i))
                    .initializer(found)
                    .build());
        }
    }

    /** An expression that finds a field of a class whose fields are opened; one whose class cannot be named, by that class's name. */
    static CodeBlock find(CodeBlock opened, TypeRef type, TypeRef owner, boolean hidden, String field) {
        if (owner.equals(type)) {
            return CodeBlock.of("$L.field($S)", opened, field);
        }
        return hidden
                ? CodeBlock.of("$L.field($S, $S)", opened, owner.binaryName(), field)
                : CodeBlock.of("$L.field($T.class, $S)", opened, TypeNames.of(owner), field);
    }

    private static FieldSpec.Builder constant(ClassName type, String name) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
    }

    private static String suffix(PrimitiveKind kind) {
        return kind.capitalized();
    }
}
