package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.RemoteMethod;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes {@code AccountSkeleton}: a switch from numbers to calls. */
final class SkeletonWriter {
    private static final TypeName ANY_DESCRIPTOR =
            ParameterizedTypeName.get(RuntimeNames.METHOD_DESCRIPTOR, WildcardTypeName.subtypeOf(Object.class));

    private final RemoteInterface remote;
    private final InterfaceNames names;

    SkeletonWriter(InterfaceNames names) {
        this.remote = names.remote();
        this.names = names;
    }

    GeneratedSource write() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.skeleton())
                .addJavadoc("Calls an object that is a {@link $T}. Generated from that interface.\n", names.type())
                .addAnnotation(Files.generated())
                .addModifiers(Modifier.FINAL)
                .addSuperinterface(ParameterizedTypeName.get(RuntimeNames.SKELETON, names.typeWithWildcards()))
                .addMethod(override("type", RuntimeNames.INTERFACE_ID)
                        .addStatement("return TYPE")
                        .build())
                .addMethod(lookup())
                .addMethod(readArguments())
                .addMethod(call());
        remote.methods().stream().filter(this::isApart).forEach(method -> type.addMethod(openCall(method)));
        type.addMethod(notMine());
        JavaFile.Builder file =
                JavaFile.builder(remote.targetPackage(), type.build()).addStaticImport(names.calls(), "TYPE");
        remote.methods()
                .forEach(method ->
                        file.addStaticImport(names.calls(), imports(method).toArray(String[]::new)));
        return Files.source(file, type.build(), List.of(remote.type()));
    }

    private Stream<String> imports(RemoteMethod method) {
        Stream<String> always =
                Stream.of(names.methods().constant(method), names.methods().id(method));
        return method.parameters().isEmpty()
                ? always
                : Stream.concat(always, Stream.of(names.methods().arguments(method)));
    }

    private MethodSpec lookup() {
        MethodSpec.Builder lookup = override("method", ANY_DESCRIPTOR).addParameter(TypeName.INT, "id");
        lookup.addCode("return switch (id) {\n$>");
        remote.methods()
                .forEach(method -> lookup.addStatement(
                        "case $L -> $L",
                        names.methods().id(method),
                        names.methods().constant(method)));
        lookup.addStatement("default -> null");
        return lookup.addCode("$<};\n").build();
    }

    private MethodSpec readArguments() {
        MethodSpec.Builder read = override("readArguments", RuntimeNames.ARGUMENTS)
                .addParameter(ANY_DESCRIPTOR, "method")
                .addParameter(RuntimeNames.PAYLOAD_READER, "in");
        read.addCode("return switch (method.id()) {\n$>");
        for (RemoteMethod method : remote.methods()) {
            if (method.parameters().isEmpty()) {
                read.addStatement("case $L -> $T.NONE", names.methods().id(method), RuntimeNames.ARGUMENTS);
            } else {
                read.addStatement(
                        "case $L -> $L.readFrom(in)",
                        names.methods().id(method),
                        names.methods().arguments(method));
            }
        }
        read.addStatement("default -> throw notMine(method)");
        return read.addCode("$<};\n").build();
    }

    private MethodSpec call() {
        MethodSpec.Builder call = override("call", ClassName.OBJECT)
                .addParameter(names.typeWithWildcards(), "object")
                .addParameter(ANY_DESCRIPTOR, "method")
                .addParameter(RuntimeNames.ARGUMENTS, "arguments")
                .addException(Throwable.class);
        call.beginControlFlow("switch (method.id())");
        for (RemoteMethod method : remote.methods()) {
            call.beginControlFlow("case $L ->", names.methods().id(method));
            if (isApart(method)) {
                call.addStatement(
                        "return $L(object, arguments)", names.methods().word(method));
            } else {
                addCall(call, method);
            }
            call.endControlFlow();
        }
        call.addStatement("default -> throw notMine(method)");
        return call.endControlFlow().build();
    }

    /** Whether the call needs a method of its own, which names the variables that its arguments depend on. */
    private boolean isApart(RemoteMethod method) {
        return InterfaceNames.hasOpenArguments(method);
    }

    private MethodSpec openCall(RemoteMethod method) {
        ClassName record = ClassName.get("", names.methods().arguments(method));
        List<TypeVariableName> variables = TypeNames.variables(names.variables(method));
        MethodSpec.Builder call = MethodSpec.methodBuilder(names.methods().word(method))
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addTypeVariables(variables)
                .returns(ClassName.OBJECT)
                .addParameter(names.typeWithVariables(), "object")
                .addParameter(RuntimeNames.ARGUMENTS, "arguments")
                .addException(Throwable.class);
        TypeName given = ParameterizedTypeName.get(record, variables.toArray(new TypeName[0]));
        call.addStatement("$T given = $T.arguments(arguments)", given, RuntimeNames.OPEN_TYPES);
        addInvocation(call, method);
        return call.build();
    }

    private void addCall(MethodSpec.Builder call, RemoteMethod method) {
        if (!method.parameters().isEmpty()) {
            String record = names.methods().arguments(method);
            call.addStatement("$L given = ($L) arguments", record, record);
        }
        addInvocation(call, method);
    }

    private static void addInvocation(MethodSpec.Builder call, RemoteMethod method) {
        String values = method.parameters().stream()
                .map(parameter -> "given." + ArgumentsWriter.component(parameter) + "()")
                .collect(Collectors.joining(", "));
        CodeBlock invocation = CodeBlock.of("object.$L($L)", method.name(), values);
        if (method.returns().isVoid()) {
            call.addStatement(invocation);
            call.addStatement("return null");
        } else {
            call.addStatement("return $L", invocation);
        }
    }

    private MethodSpec notMine() {
        return MethodSpec.methodBuilder("notMine")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(IllegalArgumentException.class)
                .addParameter(ANY_DESCRIPTOR, "method")
                .addStatement(
                        "return new $T($S + method + $S)",
                        IllegalArgumentException.class,
                        "method: ",
                        " (expected: one of " + remote.wireName() + ")")
                .build();
    }

    private static MethodSpec.Builder override(String name, TypeName returns) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns);
    }
}
