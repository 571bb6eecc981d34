package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import io.limpid.generator.model.ContractLines;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.Definition.Component;
import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.MovableClass;
import io.limpid.generator.model.MovableClass.Form;
import io.limpid.generator.model.MovableClass.Resource;
import io.limpid.generator.model.ValueType;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes {@code SavingsAccountStateType}: how the state of an object of that class is taken and given back. */
final class StateTypeWriter {
    private static final ClassName LIST = ClassName.get(List.class);

    private final MovableClass movable;
    private final CodecScope scope;
    private final ClassName name;
    private final TypeName type;

    /** The constants that reach the fields bound by type, in the order of these. */
    private final List<String> handles = new ArrayList<>();

    StateTypeWriter(MovableClass movable, CodecScope scope) {
        this.movable = movable;
        this.scope = scope;
        this.name = ClassName.get(movable.targetPackage(), movable.type().flatName() + "StateType");
        this.type = TypeNames.of(movable.state().javaType());
        Set<String> taken = new HashSet<>(Set.of("FIELDS", "PARTS"));
        for (Resource resource : movable.resources()) {
            String constant = Words.constant(resource.name());
            handles.add(taken.add(constant) ? constant : unique(resource, taken));
        }
    }

    private static String unique(Resource resource, Set<String> taken) {
        String constant = Words.constant(resource.owner().flatName()) + "_" + Words.constant(resource.name());
        while (!taken.add(constant)) {
            constant += "_2";
        }
        return constant;
    }

    GeneratedSource write() {
        TypeSpec.Builder written = TypeSpec.classBuilder(name)
                .addJavadoc(
                        "How the state of {@link $T} is taken and given back; found by {@link java.util.ServiceLoader}."
                                + " Generated from that class.\n",
                        TypeNames.of(movable.type()))
                .addAnnotation(Files.generated())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(ParameterizedTypeName.get(RuntimeNames.STATE_TYPE, type));
        written.addField(list(RuntimeNames.STATE_FIELD, "FIELDS", fields()));
        if (!movable.definitions().isEmpty()) {
            written.addField(list(RuntimeNames.STATE_PART, "PARTS", parts()));
        }
        addHandles(written);
        addIdentity(written);
        addDescription(written);
        written.addMethod(capture()).addMethod(restore());
        if (movable.form() == Form.PRE_COPIED) {
            written.addMethod(refresh());
        }
        written.addType(FieldCodecWriter.object(name.nestedClass("StateCodec"), movable.state(), scope)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .build());
        return Files.source(name.packageName(), written.build(), List.of(movable.type()));
    }

    private static FieldSpec list(ClassName element, String constant, Stream<CodeBlock> elements) {
        CodeBlock all = elements.collect(CodeBlock.joining(",\n"));
        return FieldSpec.builder(
                        ParameterizedTypeName.get(LIST, element),
                        constant,
                        Modifier.PRIVATE,
                        Modifier.STATIC,
                        Modifier.FINAL)
                .initializer(all.isEmpty() ? "$T.of($L)" : "$T.of(\n$>$>$L$<$<)", LIST, all)
                .build();
    }

    private Stream<CodeBlock> fields() {
        return Stream.concat(
                movable.state().fields().stream().map(field -> field(field.component())),
                movable.resources().stream()
                        .map(resource ->
                                field(resource.wireName(), resource.type().qualifiedName(), "BY_TYPE")));
    }

    private static CodeBlock field(Component component) {
        boolean remote = component.type() instanceof ValueType.Remote;
        return field(component.wireName(), component.type().description(), remote ? "BY_IDENTIFIER" : "BY_VALUE");
    }

    private static CodeBlock field(String wireName, String description, String binding) {
        return CodeBlock.of(
                "new $T($S, $S, $T.$L)",
                RuntimeNames.STATE_FIELD,
                wireName,
                description,
                RuntimeNames.RESOURCE_BINDING,
                binding);
    }

    private Stream<CodeBlock> parts() {
        return movable.definitions().values().stream().map(StateTypeWriter::part);
    }

    private static CodeBlock part(Definition definition) {
        CodeBlock lines = ContractLines.of(definition).stream()
                .map(line -> CodeBlock.of("$S", line))
                .collect(CodeBlock.joining(", "));
        return CodeBlock.of(
                "new $T($S, $T.of($L))", RuntimeNames.STATE_PART, ContractLines.title(definition), LIST, lines);
    }

    private void addHandles(TypeSpec.Builder written) {
        for (int i = 0; i < handles.size(); i++) {
            Resource resource = movable.resources().get(i);
            CodeBlock opened = CodeBlock.of(
                    "$T.of($T.class, $T.lookup())",
                    RuntimeNames.OBJECT_FIELDS,
                    TypeNames.of(movable.type()),
                    MethodHandles.class);
            CodeBlock found =
                    FieldCodecWriter.find(opened, movable.type(), resource.owner(), resource.hidden(), resource.name());
            written.addField(FieldSpec.builder(RuntimeNames.OBJECT_FIELD, handles.get(i))
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .initializer(found)
                    .build());
        }
    }

    private void addIdentity(TypeSpec.Builder written) {
        JavaType javaType = movable.state().javaType();
        written.addMethod(override("javaType")
                        .returns(ParameterizedTypeName.get(ClassName.get(Class.class), type))
                        .addStatement("return $L", CodecExpressions.classOf(javaType))
                        .build())
                .addMethod(override("wireName")
                        .returns(String.class)
                        .addStatement("return $S", movable.wireName())
                        .build());
    }

    private void addDescription(TypeSpec.Builder written) {
        written.addMethod(override("fields")
                .returns(ParameterizedTypeName.get(LIST, RuntimeNames.STATE_FIELD))
                .addStatement("return FIELDS")
                .build());
        if (!movable.definitions().isEmpty()) {
            written.addMethod(override("parts")
                    .returns(ParameterizedTypeName.get(LIST, RuntimeNames.STATE_PART))
                    .addStatement("return PARTS")
                    .build());
        }
        if (!movable.resources().isEmpty()) {
            CodeBlock classes = movable.resources().stream()
                    .map(Resource::type)
                    .distinct()
                    .map(resource -> CodeBlock.of("$T.class", TypeNames.of(resource)))
                    .collect(CodeBlock.joining(", "));
            TypeName anyClass =
                    ParameterizedTypeName.get(ClassName.get(Class.class), WildcardTypeName.subtypeOf(Object.class));
            written.addMethod(override("required")
                    .returns(ParameterizedTypeName.get(LIST, anyClass))
                    .addStatement("return $T.of($L)", LIST, classes)
                    .build());
        }
    }

    private MethodSpec capture() {
        return override("capture")
                .addParameter(type, "object")
                .addParameter(RuntimeNames.PAYLOAD_WRITER, "out")
                .addStatement("StateCodec.INSTANCE.write(out, object)")
                .build();
    }

    private MethodSpec restore() {
        MethodSpec.Builder restore = override("restore")
                .returns(type)
                .addParameter(RuntimeNames.PAYLOAD_READER, "in")
                .addParameter(RuntimeNames.RESOURCES, "resources");
        if (movable.resources().isEmpty()) {
            return restore.addStatement("return StateCodec.INSTANCE.readPresent(in)")
                    .build();
        }
        restore.addStatement("$T object = StateCodec.INSTANCE.readPresent(in)", type);
        for (int i = 0; i < handles.size(); i++) {
            restore.addStatement(
                    "$L.set(object, resources.require($T.class))",
                    handles.get(i),
                    TypeNames.of(movable.resources().get(i).type()));
        }
        return restore.addStatement("return object").build();
    }

    /** The bound fields of an object that has arrived in a first round, as they are at the stop. */
    private MethodSpec refresh() {
        return override("refresh")
                .addParameter(type, "object")
                .addParameter(RuntimeNames.PAYLOAD_READER, "in")
                .addStatement("StateCodec.INSTANCE.readInto(in, object)")
                .build();
    }

    private static MethodSpec.Builder override(String method) {
        return MethodSpec.methodBuilder(method).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    }
}
