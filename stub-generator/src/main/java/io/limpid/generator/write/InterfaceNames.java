package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.RemoteMethod;
import io.limpid.generator.model.RemoteMethod.TypeParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Names what is generated for one interface. */
record InterfaceNames(RemoteInterface remote, MethodNames methods, CodecNames codecs) {
    InterfaceNames(RemoteInterface remote, CodecNames codecs) {
        this(remote, new MethodNames(remote.methods()), codecs);
    }

    ClassName type() {
        return TypeNames.of(remote.type());
    }

    /** The interface with its own variables as arguments. */
    TypeName typeWithVariables() {
        List<TypeVariableName> variables = TypeNames.variables(remote.variables());
        return variables.isEmpty() ? type() : ParameterizedTypeName.get(type(), variables.toArray(new TypeName[0]));
    }

    /** The interface with a wildcard for each variable. */
    TypeName typeWithWildcards() {
        return withWildcards(type());
    }

    TypeName withWildcards(ClassName type) {
        int variables = remote.variables().size();
        TypeName[] wildcards = new TypeName[variables];
        Arrays.fill(wildcards, WildcardTypeName.subtypeOf(Object.class));
        return variables == 0 ? type : ParameterizedTypeName.get(type, wildcards);
    }

    boolean isGeneric() {
        return !remote.variables().isEmpty();
    }

    ClassName stub() {
        return sibling("Stub");
    }

    ClassName skeleton() {
        return sibling("Skeleton");
    }

    /** The class of descriptors and arguments. */
    ClassName calls() {
        return sibling("Methods");
    }

    ClassName remoteType() {
        return sibling("RemoteType");
    }

    private ClassName sibling(String suffix) {
        return ClassName.get(remote.targetPackage(), remote.flatName() + suffix);
    }

    /** The variables of the interface and of the method that can stand in the method's signature. */
    List<TypeParameter> variables(RemoteMethod method) {
        Set<String> own = method.variables().stream().map(TypeParameter::name).collect(Collectors.toSet());
        List<TypeParameter> all = new ArrayList<>(remote.variables());
        all.removeIf(variable -> own.contains(variable.name()));
        all.addAll(method.variables());
        return all;
    }

    /** Whether the arguments depend on variables, so that their record needs them. */
    static boolean hasOpenArguments(RemoteMethod method) {
        return method.parameters().stream()
                .anyMatch(parameter -> parameter.javaType().mentionsVariable());
    }
}
