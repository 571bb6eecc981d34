package io.limpid.generator.read;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Rejection;
import io.limpid.generator.check.Report;
import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.RemoteMethod;
import io.limpid.generator.model.RemoteMethod.Effect;
import io.limpid.generator.model.RemoteMethod.Parameter;
import io.limpid.generator.model.RemoteMethod.Replication;
import io.limpid.generator.model.RemoteMethod.Result;
import io.limpid.generator.model.RemoteMethod.Thrown;
import io.limpid.generator.model.ValueType;
import io.limpid.generator.model.WireHash;
import io.limpid.generator.read.MethodFinder.Found;
import io.limpid.generator.read.TypeReader.Bindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the methods of one interface, each whole, so that all its mistakes are told at once. */
final class MethodReader {
    private static final List<String> STAGES =
            List.of("java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture");

    private final TypeElement remote;
    private final Platform platform;
    private final WireNames wireNames;
    private final Report report;
    private final TypeReader types;
    private final ThrownReader thrown;
    private final PromiseReader promises;
    private final ReplicationReader replications;
    private final Scope scope;

    MethodReader(TypeElement remote, Readers readers, TypeReader types, Scope scope) {
        this.remote = remote;
        this.platform = readers.platform();
        this.wireNames = readers.wireNames();
        this.report = readers.report();
        this.types = types;
        this.thrown = new ThrownReader(readers, types);
        this.promises = new PromiseReader(remote, readers);
        this.replications = new ReplicationReader(remote, readers, promises, scope.targetPackage());
        this.scope = scope;
    }

    /** Reads a method; empty if it is broken, which has been reported then. */
    Optional<RemoteMethod> read(Found method) {
        ExecutableElement element = method.element();
        Element shownAt = scope.hasSourceOf(element) ? element : remote;
        checkNotReserved(element, shownAt);
        List<Parameter> parameters = parameters(method, shownAt);
        Result result = attempt(shownAt, () -> result(method, shownAt));
        List<Thrown> exceptions = attempt(shownAt, () -> thrown.read(method, name(element), shownAt));
        Effect effect = promises.effect(method);
        Long timeout = promises.timeout(method);
        Replication replication = result == null ? null : replications.read(method, effect, result);
        boolean nonBlocking = promises.nonBlocking(method, replication);
        if (result == null
                || exceptions == null
                || parameters.size() < element.getParameters().size()) {
            return Optional.empty();
        }
        String wireName = wireNames.of(method.declarations().get(0));
        String signature = wireName + parameterNames(method, this::wireName);
        return Optional.of(new RemoteMethod(
                element.getSimpleName().toString(),
                JavaTypes.ref((TypeElement) Platform.owner(element)),
                WireHash.of(signature),
                signature,
                element.getSimpleName() + parameterNames(method, this::simpleName),
                effect,
                timeout,
                JavaTypes.parameters(element.getTypeParameters()),
                result,
                parameters,
                element.isVarArgs(),
                exceptions,
                replication,
                nonBlocking));
    }

    private String name(ExecutableElement method) {
        return remote.getSimpleName() + "." + method.getSimpleName();
    }

    private List<Parameter> parameters(Found method, Element shownAt) {
        List<Parameter> parameters = new ArrayList<>();
        List<? extends VariableElement> declared = method.element().getParameters();
        for (int i = 0; i < declared.size(); i++) {
            String parameterName = declared.get(i).getSimpleName().toString();
            Element at = scope.hasSourceOf(declared.get(i)) ? declared.get(i) : shownAt;
            TypeMirror type = method.type().getParameterTypes().get(i);
            Place place = new Place(
                    "parameter '" + parameterName + "' of " + name(method.element()), at, Place.Role.PARAMETER);
            Parameter read = attempt(
                    at, () -> new Parameter(parameterName, JavaTypes.of(type), types.read(type, place, Bindings.NONE)));
            if (read != null) {
                parameters.add(read);
            }
        }
        return parameters;
    }

    private Result result(Found method, Element shownAt) throws Rejection {
        TypeMirror declared = method.type().getReturnType();
        Place place = new Place("result of " + name(method.element()), shownAt, Place.Role.RESULT);
        if (declared.getKind() == TypeKind.DECLARED) {
            DeclaredType type = (DeclaredType) declared;
            if (STAGES.contains(Platform.element(type).getQualifiedName().toString())
                    && !type.getTypeArguments().isEmpty()) {
                // As the argument of a list, so that a wildcard is read as everywhere.
                ValueType content = types.arguments(type, place, Bindings.NONE).get(0);
                JavaType spelled = JavaTypes.of(type.getTypeArguments().get(0));
                JavaType declaredContent = spelled instanceof JavaType.Wildcard ? content.javaType() : spelled;
                return new Result(JavaTypes.of(type), declaredContent, content, true);
            }
        }
        JavaType spelled = JavaTypes.of(declared);
        return new Result(spelled, spelled, types.read(declared, place, Bindings.NONE), false);
    }

    private void checkNotReserved(ExecutableElement method, Element shownAt) {
        if (method.getSimpleName().contentEquals("stubInvoker")
                && method.getParameters().isEmpty()) {
            report.error(
                    new Problem(
                            ErrorCode.ReservedMethod,
                            name(method) + "() has the name and parameters of a method that every stub has.",
                            "The stub implements both, and the runtime would get the answer of the one for the other.",
                            "Call it something else; @WireName(\"stubInvoker\") keeps its name on the wire."),
                    shownAt);
        }
    }

    private String parameterNames(Found method, TypeName name) {
        return method.type().getParameterTypes().stream().map(name::of).collect(Collectors.joining(",", "(", ")"));
    }

    /** The erased type, by its wire name where it is the user's. */
    private String wireName(TypeMirror type) {
        TypeMirror erased = platform.types().erasure(type);
        if (erased.getKind() == TypeKind.ARRAY) {
            return wireName(((ArrayType) erased).getComponentType()) + "[]";
        }
        return erased.getKind() == TypeKind.DECLARED
                ? wireNames.of(Platform.element((DeclaredType) erased))
                : erased.getKind() == TypeKind.TYPEVAR
                        ? "java.lang.Object"
                        : JavaTypes.of(erased).toString();
    }

    private String simpleName(TypeMirror type) {
        String name = wireName(type);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private <T> @Nullable T attempt(Element shownAt, Reading<T> reading) {
        try {
            return reading.read();
        } catch (Rejection rejection) {
            report.error(rejection, shownAt);
            return null;
        }
    }

    private interface Reading<T> {
        T read() throws Rejection;
    }

    private interface TypeName {
        String of(TypeMirror type);
    }
}
