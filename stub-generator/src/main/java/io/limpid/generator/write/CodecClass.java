package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.limpid.generator.model.Definition;
import javax.lang.model.element.Modifier;

/** What the classes of codecs have in common. */
final class CodecClass {
    private CodecClass() {}

    static TypeSpec.Builder begin(ClassName name, Definition definition) {
        return TypeSpec.classBuilder(name)
                .addJavadoc("Writes and reads {@link $T}. Generated from that type.\n", TypeNames.of(definition.type()))
                .addAnnotation(Files.generated())
                .addModifiers(Modifier.FINAL);
    }

    static FieldSpec instance(TypeName type, CodeBlock made) {
        return FieldSpec.builder(type, "INSTANCE", Modifier.STATIC, Modifier.FINAL)
                .initializer(made)
                .build();
    }

    static MethodSpec constructor(CodeBlock body) {
        return MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addCode(body)
                .build();
    }

    static MethodSpec.Builder override(String name) {
        return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PROTECTED);
    }
}
