package io.limpid.generator.write;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.PrimitiveKind;
import io.limpid.generator.model.RemoteMethod.TypeParameter;
import io.limpid.generator.model.TypeRef;
import java.util.List;

/** Spells the model's types for JavaPoet. */
final class TypeNames {
    private TypeNames() {}

    static ClassName of(TypeRef type) {
        List<String> names = type.simpleNames();
        return ClassName.get(
                type.packageName(), names.get(0), names.subList(1, names.size()).toArray(new String[0]));
    }

    static TypeName of(JavaType type) {
        if (type instanceof JavaType.Primitive primitive) {
            return primitive(primitive.kind());
        }
        if (type instanceof JavaType.Array array) {
            return ArrayTypeName.of(of(array.component()));
        }
        if (type instanceof JavaType.Variable variable) {
            return TypeVariableName.get(variable.name());
        }
        if (type instanceof JavaType.Wildcard wildcard) {
            JavaType above = wildcard.extendsBound();
            JavaType below = wildcard.superBound();
            return below != null
                    ? WildcardTypeName.supertypeOf(of(below))
                    : WildcardTypeName.subtypeOf(of(above == null ? JavaType.OBJECT : above));
        }
        JavaType.Declared declared = (JavaType.Declared) type;
        return declared.arguments().isEmpty()
                ? of(declared.name())
                : ParameterizedTypeName.get(
                        of(declared.name()),
                        declared.arguments().stream().map(TypeNames::of).toArray(TypeName[]::new));
    }

    /** The type as a type argument: a primitive's box. */
    static TypeName boxed(JavaType type) {
        return type instanceof JavaType.Primitive primitive
                ? of(primitive.kind().box())
                : of(type);
    }

    /** The type without its arguments, as a class literal names it. A variable must not occur outermost. */
    static TypeName erased(JavaType type) {
        if (type instanceof JavaType.Declared declared) {
            return of(declared.name());
        }
        if (type instanceof JavaType.Array array) {
            return ArrayTypeName.of(erased(array.component()));
        }
        return of(type);
    }

    static boolean isGeneric(JavaType type) {
        if (type instanceof JavaType.Array array) {
            return isGeneric(array.component());
        }
        return type instanceof JavaType.Declared declared
                && !declared.arguments().isEmpty();
    }

    static List<TypeVariableName> variables(List<TypeParameter> parameters) {
        return parameters.stream()
                .map(parameter -> TypeVariableName.get(
                        parameter.name(),
                        parameter.bounds().stream().map(TypeNames::of).toArray(TypeName[]::new)))
                .toList();
    }

    private static TypeName primitive(PrimitiveKind kind) {
        return switch (kind) {
            case BOOLEAN -> TypeName.BOOLEAN;
            case BYTE -> TypeName.BYTE;
            case SHORT -> TypeName.SHORT;
            case CHAR -> TypeName.CHAR;
            case INT -> TypeName.INT;
            case LONG -> TypeName.LONG;
            case FLOAT -> TypeName.FLOAT;
            case DOUBLE -> TypeName.DOUBLE;
            case VOID -> TypeName.VOID;
        };
    }
}
