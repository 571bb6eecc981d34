package io.limpid.generator.read;

import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.PrimitiveKind;
import io.limpid.generator.model.RemoteMethod.TypeParameter;
import io.limpid.generator.model.TypeRef;
import io.limpid.generator.model.ValueType;
import io.limpid.generator.read.TypeReader.Bindings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/** Turns the compiler's types into the model's spelling of them. Annotations on types are dropped. */
final class JavaTypes {
    private JavaTypes() {}

    static JavaType of(TypeMirror type) {
        return switch (type.getKind()) {
            case ERROR -> throw new UnresolvedTypeException(type.toString());
            case DECLARED -> {
                DeclaredType declared = (DeclaredType) type;
                List<JavaType> arguments =
                        declared.getTypeArguments().stream().map(JavaTypes::of).toList();
                yield new JavaType.Declared(ref((TypeElement) declared.asElement()), arguments);
            }
            case ARRAY -> new JavaType.Array(of(((ArrayType) type).getComponentType()));
            case TYPEVAR ->
                new JavaType.Variable(
                        ((TypeVariable) type).asElement().getSimpleName().toString());
            case WILDCARD -> {
                WildcardType wildcard = (WildcardType) type;
                yield new JavaType.Wildcard(
                        ofNullable(wildcard.getExtendsBound()), ofNullable(wildcard.getSuperBound()));
            }
            default -> new JavaType.Primitive(primitive(type.getKind()));
        };
    }

    /** The same with type variables replaced by what they stand for. */
    static JavaType substituted(TypeMirror type, Bindings bindings) {
        return substituted(type, of(type), bindings);
    }

    private static JavaType substituted(TypeMirror type, JavaType spelled, Bindings bindings) {
        if (!spelled.mentionsVariable()) {
            return spelled;
        }
        if (type instanceof TypeVariable variable) {
            ValueType bound = bindings.get((TypeParameterElement) variable.asElement());
            return bound == null ? spelled : bound.javaType();
        }
        if (type instanceof ArrayType array) {
            return new JavaType.Array(substituted(array.getComponentType(), bindings));
        }
        if (type instanceof WildcardType wildcard) {
            TypeMirror above = wildcard.getExtendsBound();
            TypeMirror below = wildcard.getSuperBound();
            return new JavaType.Wildcard(
                    above == null ? null : substituted(above, bindings),
                    below == null ? null : substituted(below, bindings));
        }
        DeclaredType declared = (DeclaredType) type;
        return new JavaType.Declared(
                ref((TypeElement) declared.asElement()),
                declared.getTypeArguments().stream()
                        .map(argument -> substituted(argument, bindings))
                        .toList());
    }

    private static @Nullable JavaType ofNullable(@Nullable TypeMirror bound) {
        return bound == null ? null : of(bound);
    }

    static PrimitiveKind primitive(TypeKind kind) {
        return PrimitiveKind.valueOf(kind.name());
    }

    static TypeRef ref(TypeElement element) {
        Deque<String> names = new ArrayDeque<>();
        Element at = element;
        while (!(at instanceof PackageElement)) {
            names.addFirst(at.getSimpleName().toString());
            at = Platform.owner(at);
        }
        return new TypeRef(((PackageElement) at).getQualifiedName().toString(), List.copyOf(names));
    }

    static List<TypeParameter> parameters(List<? extends TypeParameterElement> declared) {
        return declared.stream()
                .map(parameter -> new TypeParameter(
                        parameter.getSimpleName().toString(),
                        parameter.getBounds().stream()
                                .map(JavaTypes::of)
                                .filter(bound -> !bound.equals(JavaType.OBJECT))
                                .toList()))
                .toList();
    }
}
