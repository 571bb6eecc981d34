package io.limpid.generator.read;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Rejection;
import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.PrimitiveKind;
import io.limpid.generator.model.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how the values of a type travel. A type variable stands for what it was given where its type was named; an open one
 * stands for its bound, where that says what can arrive, and else for any type that the interface reaches.
 */
final class TypeReader {
    private final Platform platform;
    private final RemoteTypes remoteTypes;
    private final WireNames wireNames;
    private final RefusedTypes refused;
    private final DefinitionReader definitions;
    private final Scope scope;

    TypeReader(Readers readers, Scope scope) {
        this.platform = readers.platform();
        this.remoteTypes = readers.remoteTypes();
        this.wireNames = readers.wireNames();
        this.refused = new RefusedTypes(platform);
        this.definitions = new DefinitionReader(readers, this, scope);
        this.scope = scope;
    }

    /** What type variables stand for while something is read. */
    static final class Bindings {
        static final Bindings NONE = new Bindings(Map.of());

        private final Map<TypeParameterElement, ValueType> types;

        Bindings(Map<TypeParameterElement, ValueType> types) {
            this.types = types;
        }

        static Bindings of(TypeElement generic, List<ValueType> arguments) {
            Map<TypeParameterElement, ValueType> types = new HashMap<>();
            for (int i = 0; i < arguments.size(); i++) {
                types.put(generic.getTypeParameters().get(i), arguments.get(i));
            }
            return new Bindings(types);
        }

        Bindings with(TypeParameterElement parameter, ValueType type) {
            Map<TypeParameterElement, ValueType> more = new HashMap<>(types);
            more.put(parameter, type);
            return new Bindings(more);
        }

        @Nullable
        ValueType get(TypeParameterElement parameter) {
            return types.get(parameter);
        }
    }

    /** Reads a type where a primitive stands for itself. */
    ValueType read(TypeMirror type, Place place, Bindings bindings) throws Rejection {
        return switch (type.getKind()) {
            case ERROR -> throw new UnresolvedTypeException(type.toString());
            case ARRAY -> array((ArrayType) type, place, bindings);
            case DECLARED -> declared((DeclaredType) type, place, bindings);
            case TYPEVAR -> variable((TypeParameterElement) ((TypeVariable) type).asElement(), place, bindings);
            case WILDCARD -> throw new IllegalStateException("a wildcard outside of arguments: " + type);
            default -> new ValueType.Primitive(JavaTypes.primitive(type.getKind()));
        };
    }

    /** A primitive's box, as type arguments need it; anything else as it is. */
    static ValueType boxed(ValueType type) {
        if (type instanceof ValueType.Primitive primitive) {
            return box(primitive.kind());
        }
        return type;
    }

    private static ValueType box(PrimitiveKind kind) {
        ValueType box = BuiltInTypes.value((JavaType.Declared) kind.box());
        if (box == null) {
            throw new IllegalStateException("no box for " + kind);
        }
        return box;
    }

    private ValueType array(ArrayType type, Place place, Bindings bindings) throws Rejection {
        ValueType component = read(type.getComponentType(), place.inside(), bindings);
        if (component instanceof ValueType.Open) {
            // What it stands for includes arrays, and they keep the class of their components.
            return component;
        }
        return component instanceof ValueType.Primitive primitive
                ? BuiltInTypes.array(primitive.kind())
                : new ValueType.ArrayOf(component);
    }

    private ValueType declared(DeclaredType type, Place place, Bindings bindings) throws Rejection {
        TypeElement element = Platform.element(type);
        if (JavaTypes.of(type.asElement().asType()) instanceof JavaType.Declared plain) {
            ValueType builtIn = BuiltInTypes.value(new JavaType.Declared(plain.name(), List.of()));
            if (builtIn != null && type.getTypeArguments().isEmpty()) {
                return builtIn;
            }
        }
        if (type.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty()) {
            throw rawType(element, place);
        }
        String name = element.getQualifiedName().toString();
        if (BuiltInTypes.isContainer(name)) {
            JavaType.Declared raw = new JavaType.Declared(JavaTypes.ref(element), List.of());
            List<ValueType> elements = arguments(type, place, bindings);
            DefinitionReader.checkBounds(element, elements, place);
            return BuiltInTypes.container(raw, elements);
        }
        if (remoteTypes.isRemote(element)) {
            return remote(type, element, place, bindings);
        }
        refused.check(type, place);
        return definitions.read(element, arguments(type, place, bindings), place);
    }

    private ValueType remote(DeclaredType type, TypeElement element, Place place, Bindings bindings) throws Rejection {
        definitions.checkVisible(element, place);
        List<JavaType> arguments = arguments(type, place, bindings).stream()
                .map(ValueType::javaType)
                .toList();
        JavaType javaType = new JavaType.Declared(JavaTypes.ref(element), arguments);
        return new ValueType.Remote(javaType, JavaTypes.ref(element), wireNames.of(element));
    }

    List<ValueType> arguments(DeclaredType type, Place place, Bindings bindings) throws Rejection {
        List<ValueType> arguments = new ArrayList<>();
        List<? extends TypeParameterElement> parameters = Platform.element(type).getTypeParameters();
        for (int i = 0; i < type.getTypeArguments().size(); i++) {
            TypeMirror argument = type.getTypeArguments().get(i);
            arguments.add(
                    argument.getKind() == TypeKind.WILDCARD
                            ? wildcard((WildcardType) argument, parameters.get(i), place.inside(), bindings)
                            : boxed(read(argument, place.inside(), bindings)));
        }
        return arguments;
    }

    private ValueType wildcard(WildcardType wildcard, TypeParameterElement parameter, Place place, Bindings bindings)
            throws Rejection {
        TypeMirror bound = wildcard.getExtendsBound();
        if (bound != null) {
            return read(bound, place, bindings);
        }
        return wildcard.getSuperBound() == null ? variable(parameter, place, Bindings.NONE) : open();
    }

    private ValueType variable(TypeParameterElement variable, Place place, Bindings bindings) throws Rejection {
        ValueType bound = bindings.get(variable);
        return bound != null ? bound : standIn(variable, place, bindings);
    }

    /** What an open type variable stands for: the first of its bounds that says what can arrive, else anything. */
    private ValueType standIn(TypeParameterElement variable, Place place, Bindings bindings) throws Rejection {
        for (TypeMirror bound : variable.getBounds()) {
            if (saysWhatCanArrive(bound)) {
                return read(bound, place, bindings.with(variable, new ValueType.Open(scope.owner())));
            }
        }
        return open();
    }

    private boolean saysWhatCanArrive(TypeMirror bound) {
        if (bound.getKind() == TypeKind.TYPEVAR) {
            return true;
        }
        if (bound.getKind() != TypeKind.DECLARED) {
            return false;
        }
        TypeElement element = Platform.element((DeclaredType) bound);
        String name = element.getQualifiedName().toString();
        if (platform.owns(element)) {
            return BuiltInTypes.isKnown(name);
        }
        return remoteTypes.isRemote(element)
                || element.getKind() != javax.lang.model.element.ElementKind.INTERFACE
                || !element.getPermittedSubclasses().isEmpty();
    }

    private ValueType open() {
        scope.markOpen();
        return new ValueType.Open(scope.owner());
    }

    /** What the arguments of a generic type are when nothing names them. */
    List<ValueType> openArguments(TypeElement generic, Place place) throws Rejection {
        List<ValueType> arguments = new ArrayList<>();
        for (TypeParameterElement parameter : generic.getTypeParameters()) {
            arguments.add(standIn(parameter, place, Bindings.NONE));
        }
        return arguments;
    }

    DefinitionReader definitions() {
        return definitions;
    }

    private static Rejection rawType(TypeElement element, Place place) {
        String name = element.getQualifiedName().toString();
        String parameters = element.getTypeParameters().size() == 1 ? "<String>" : "<String, Long>";
        return place.rejectSaying(
                ErrorCode.RawType,
                (place.outermost() ? " is" : " holds") + " the raw type " + name,
                "Its elements could be anything, and the receiver must know beforehand which types can arrive.",
                "Name its arguments, as in " + element.getSimpleName() + parameters + ".");
    }
}
