package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.limpid.generator.model.RemoteInterface;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes {@code AccountRemoteType}: where the runtime finds stub and skeleton. */
final class RemoteTypeWriter {
    private final RemoteInterface remote;
    private final InterfaceNames names;

    RemoteTypeWriter(InterfaceNames names) {
        this.remote = names.remote();
        this.names = names;
    }

    GeneratedSource write() {
        TypeName type = names.typeWithWildcards();
        TypeName skeleton = ParameterizedTypeName.get(RuntimeNames.SKELETON, type);
        CodeBlock javaType = names.isGeneric()
                ? CodeBlock.of("$T.type($T.class)", RuntimeNames.OPEN_TYPES, names.type())
                : CodeBlock.of("$T.class", names.type());
        TypeSpec.Builder written = TypeSpec.classBuilder(names.remoteType())
                .addJavadoc(
                        "What was generated for {@link $T}; found by {@link java.util.ServiceLoader}.\n", names.type())
                .addAnnotation(Files.generated())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(ParameterizedTypeName.get(RuntimeNames.REMOTE_TYPE, type))
                .addField(FieldSpec.builder(names.skeleton(), "skeleton", Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("new $T()", names.skeleton())
                        .build())
                .addMethod(override("javaType", ParameterizedTypeName.get(ClassName.get(Class.class), type))
                        .addStatement("return $L", javaType)
                        .build())
                .addMethod(override("id", RuntimeNames.INTERFACE_ID)
                        .addStatement("return $T.TYPE", names.calls())
                        .build())
                .addMethod(override("stub", type)
                        .addParameter(RuntimeNames.STUB_INVOKER, "invoker")
                        .addStatement(
                                names.isGeneric() ? "return new $T<>(invoker)" : "return new $T(invoker)", names.stub())
                        .build())
                .addMethod(override("skeleton", skeleton)
                        .addStatement("return skeleton")
                        .build());
        return Files.source(remote.targetPackage(), written.build(), List.of(remote.type()));
    }

    private static MethodSpec.Builder override(String name, TypeName returns) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns);
    }
}
