package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import io.limpid.generator.model.RemoteMethod;
import io.limpid.generator.model.RemoteMethod.Parameter;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the record of a method's arguments: it is written for each attempt, and read back by the skeleton. */
final class ArgumentsWriter {
    private static final Set<String> NO_COMPONENTS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    private final InterfaceNames names;
    private final CodecExpressions codecs;

    ArgumentsWriter(InterfaceNames names, CodecExpressions codecs) {
        this.names = names;
        this.codecs = codecs;
    }

    TypeSpec write(RemoteMethod method) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        MethodSpec.Builder writeTo = MethodSpec.methodBuilder("writeTo")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(RuntimeNames.PAYLOAD_WRITER, "out");
        for (Parameter parameter : method.parameters()) {
            String component = component(parameter);
            components.addParameter(ParameterSpec.builder(TypeNames.of(parameter.javaType()), component)
                    .build());
            CodeBlock value = CodeBlock.of(component.equals("out") ? "this.$L" : "$L", component);
            writeTo.addStatement(codecs.write(parameter.type(), parameter.javaType(), value));
        }
        TypeSpec.Builder type = TypeSpec.recordBuilder(names.methods().arguments(method))
                .addSuperinterface(RuntimeNames.ARGUMENTS)
                .recordConstructor(components.build())
                .addMethod(writeTo.build())
                .addMethod(readFrom(method));
        if (InterfaceNames.hasOpenArguments(method)) {
            type.addTypeVariables(TypeNames.variables(names.variables(method)));
        }
        return type.build();
    }

    private MethodSpec readFrom(RemoteMethod method) {
        CodeBlock values = method.parameters().stream()
                .map(parameter -> codecs.read(parameter.type(), parameter.javaType()))
                .collect(CodeBlock.joining(", "));
        boolean open = InterfaceNames.hasOpenArguments(method);
        MethodSpec.Builder read = MethodSpec.methodBuilder("readFrom")
                .addModifiers(Modifier.STATIC)
                .returns(type(method))
                .addParameter(RuntimeNames.PAYLOAD_READER, "in")
                .addStatement(
                        open ? "return new $L<>($L)" : "return new $L($L)",
                        names.methods().arguments(method),
                        values);
        if (open) {
            read.addTypeVariables(TypeNames.variables(names.variables(method)));
        }
        return read.build();
    }

    /** The record as seen from within its own file. */
    private TypeName type(RemoteMethod method) {
        ClassName record = ClassName.get("", names.methods().arguments(method));
        if (!InterfaceNames.hasOpenArguments(method)) {
            return record;
        }
        List<TypeVariableName> variables = TypeNames.variables(names.variables(method));
        return ParameterizedTypeName.get(record, variables.toArray(new TypeName[0]));
    }

    /** The component's name: the parameter's, unless a record cannot have such a component. */
    static String component(Parameter parameter) {
        return NO_COMPONENTS.contains(parameter.name()) ? parameter.name() + "Value" : parameter.name();
    }
}
