package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.RemoteMethod;
import io.limpid.generator.model.RemoteMethod.Parameter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes {@code AccountStub}: the interface as its callers see it. */
final class StubWriter {
    private final RemoteInterface remote;
    private final InterfaceNames names;

    StubWriter(InterfaceNames names) {
        this.remote = names.remote();
        this.names = names;
    }

    GeneratedSource write() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.stub())
                .addJavadoc("Calls {@link $T} wherever it lives. Generated from that interface.\n", names.type())
                .addAnnotation(Files.generated())
                .addModifiers(Modifier.FINAL)
                .addTypeVariables(TypeNames.variables(remote.variables()))
                .addSuperinterface(names.typeWithVariables())
                .addSuperinterface(RuntimeNames.STUB)
                .addField(RuntimeNames.STUB_INVOKER, "invoker", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(RuntimeNames.STUB_INVOKER, "invoker")
                        .addStatement("this.invoker = invoker")
                        .build());
        remote.methods().forEach(method -> type.addMethod(method(method)));
        type.addMethod(override("stubInvoker", RuntimeNames.STUB_INVOKER)
                .addStatement("return invoker")
                .build());
        addIdentity(type);
        JavaFile.Builder file = JavaFile.builder(remote.targetPackage(), type.build());
        String[] imports = remote.methods().stream().flatMap(this::imports).toArray(String[]::new);
        if (imports.length > 0) {
            file.addStaticImport(names.calls(), imports);
        }
        return Files.source(file, type.build(), List.of(remote.type()));
    }

    private Stream<String> imports(RemoteMethod method) {
        String constant = names.methods().constant(method);
        return method.parameters().isEmpty()
                ? Stream.of(constant)
                : Stream.of(constant, names.methods().arguments(method));
    }

    private MethodSpec method(RemoteMethod method) {
        MethodSpec.Builder written = MethodSpec.methodBuilder(method.name())
                .addJavadoc("@see $T#$L$L\n", TypeNames.of(method.owner()), method.name(), javadocParameters(method))
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addTypeVariables(TypeNames.variables(method.variables()))
                .returns(TypeNames.of(method.returns().javaType()))
                .varargs(method.varargs());
        for (Parameter parameter : method.parameters()) {
            written.addParameter(ParameterSpec.builder(TypeNames.of(parameter.javaType()), parameter.name())
                    .build());
        }
        method.exceptions().forEach(thrown -> written.addException(TypeNames.of(thrown.javaType())));
        return written.addStatement(call(method)).build();
    }

    private static CodeBlock javadocParameters(RemoteMethod method) {
        return method.parameters().stream()
                        .anyMatch(parameter -> parameter.javaType().mentionsVariable())
                ? CodeBlock.of("")
                : method.parameters().stream()
                        .map(parameter -> CodeBlock.of("$T", TypeNames.erased(parameter.javaType())))
                        .collect(CodeBlock.joining(", ", "(", ")"));
    }

    private CodeBlock call(RemoteMethod method) {
        boolean hidden = method.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("invoker"));
        boolean asynchronous = method.returns().asynchronous();
        List<TypeName> checked = method.exceptions().stream()
                .filter(thrown -> thrown.checked() && !asynchronous)
                .map(thrown -> TypeNames.of(thrown.javaType()))
                .toList();
        String step = checked.isEmpty() ? "." : "\n.";
        CodeBlock.Builder call = CodeBlock.builder();
        call.add(method.returns().isVoid() ? "" : "return ");
        call.add(
                "$L$L$L($L, $L)",
                hidden ? "this.invoker" : "invoker",
                step,
                asynchronous ? "callAsync" : "call",
                descriptor(method),
                arguments(method));
        checked.forEach(exception -> call.add("\n.throwing($T.class)", exception));
        return asynchronous ? call.build() : call.add("$Lvalue()", step).build();
    }

    private CodeBlock descriptor(RemoteMethod method) {
        String constant = names.methods().constant(method);
        return method.returns().content().mentionsVariable()
                ? CodeBlock.of(
                        "$T.<$T>method($L)",
                        RuntimeNames.OPEN_TYPES,
                        TypeNames.boxed(method.returns().content()),
                        constant)
                : CodeBlock.of("$L", constant);
    }

    private CodeBlock arguments(RemoteMethod method) {
        if (method.parameters().isEmpty()) {
            return CodeBlock.of("$T.NONE", RuntimeNames.ARGUMENTS);
        }
        String values = method.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
        return CodeBlock.of(
                InterfaceNames.hasOpenArguments(method) ? "new $L<>($L)" : "new $L($L)",
                names.methods().arguments(method),
                values);
    }

    private void addIdentity(TypeSpec.Builder type) {
        ClassName stub = names.stub();
        type.addMethod(override("equals", TypeName.BOOLEAN)
                .addParameter(Object.class, "other")
                .addStatement(
                        "return other instanceof $T that && invoker.equals(that.invoker)", names.withWildcards(stub))
                .build());
        type.addMethod(override("hashCode", TypeName.INT)
                .addStatement("return invoker.hashCode()")
                .build());
        type.addMethod(override("toString", ClassName.get(String.class))
                .addStatement("return invoker.toString()")
                .build());
    }

    private static MethodSpec.Builder override(String name, TypeName returns) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns);
    }
}
