package io.limpid.generator.read;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Rejection;
import io.limpid.generator.check.Report;
import io.limpid.generator.model.Definition.Subtype;
import io.limpid.generator.model.ValueType;
import io.limpid.generator.model.WireHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/** Reads sealed hierarchies down to the types that their values really have. */
final class SealedReader {
    private final Platform platform;
    private final WireNames wireNames;
    private final Report report;
    private final DefinitionReader definitions;
    private final TypeReader types;
    private final Scope scope;

    SealedReader(Readers readers, DefinitionReader definitions, TypeReader types, Scope scope) {
        this.platform = readers.platform();
        this.wireNames = readers.wireNames();
        this.report = readers.report();
        this.definitions = definitions;
        this.types = types;
        this.scope = scope;
    }

    List<Subtype> subtypes(TypeElement element, List<ValueType> arguments, Place place) throws Rejection {
        Map<String, Subtype> found = new java.util.LinkedHashMap<>();
        collect(element, arguments, place, found);
        Map<Integer, Subtype> numbers = new HashMap<>();
        for (Subtype subtype : found.values()) {
            Subtype other = numbers.putIfAbsent(WireHash.of(subtype.wireName()), subtype);
            if (other != null) {
                throw new Rejection(
                        new Problem(
                                ErrorCode.WireNameTaken,
                                "subtype " + subtype.type().javaType() + " of " + element.getSimpleName()
                                        + " has the wire name \"" + subtype.wireName() + "\", whose number belongs to "
                                        + other.type().javaType() + ".",
                                "Only the number of a name travels, and the receiver could not tell the two apart.",
                                "Give one of them another name with @WireName."),
                        scope.hasSourceOf(element) ? element : null);
            }
        }
        return List.copyOf(found.values());
    }

    private void collect(TypeElement element, List<ValueType> arguments, Place place, Map<String, Subtype> found)
            throws Rejection {
        if (element.getKind() == ElementKind.CLASS && !element.getModifiers().contains(Modifier.ABSTRACT)) {
            throw place.rejectSaying(
                    ErrorCode.ConcreteSealedClass,
                    " has the sealed class " + element.getQualifiedName() + ", which is not abstract",
                    "A value could be of the class itself or of one below it, and a field would be read twice or not at all.",
                    "Make it abstract, and give its own values a subclass.");
        }
        Rejection first = null;
        for (TypeMirror permitted : element.getPermittedSubclasses()) {
            if (permitted.getKind() == TypeKind.ERROR) {
                throw new UnresolvedTypeException(permitted.toString());
            }
            TypeElement subtype = Platform.element((DeclaredType) permitted);
            try {
                List<ValueType> given = argumentsOf(subtype, element, arguments, place);
                if (given != null) {
                    add(subtype, given, placeOf(subtype, element, place), found);
                }
            } catch (Rejection rejection) {
                first = first == null ? shown(rejection, subtype) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Rejection shown(Rejection rejection, TypeElement subtype) {
        if (!scope.hasSourceOf(subtype)) {
            return rejection;
        }
        report.error(rejection, subtype);
        return Rejection.reportedBefore();
    }

    private Place placeOf(TypeElement subtype, TypeElement above, Place place) {
        String description = "subtype " + subtype.getSimpleName() + " of sealed " + above.getSimpleName();
        return new Place(description, scope.hasSourceOf(subtype) ? subtype : place.element(), Place.Role.PART);
    }

    private void add(TypeElement subtype, List<ValueType> arguments, Place place, Map<String, Subtype> found)
            throws Rejection {
        if (subtype.getModifiers().contains(Modifier.NON_SEALED)) {
            throw place.rejectSaying(
                    ErrorCode.OpenSubtype,
                    " is non-sealed",
                    "Any class could extend it, and the receiver must know beforehand which types can arrive.",
                    "Make it a record or a final class, or seal it in turn.");
        }
        boolean between = subtype.getKind() != ElementKind.ENUM
                && subtype.getKind() != ElementKind.RECORD
                && !subtype.getPermittedSubclasses().isEmpty();
        if (between) {
            collect(subtype, arguments, place, found);
        } else {
            ValueType.Defined type = definitions.read(subtype, arguments, place);
            found.putIfAbsent(type.description(), new Subtype(type, wireNames.of(subtype)));
        }
    }

    /** What the subtype's own parameters are, given those of the type above; null if it is not below that instance of it. */
    private @Nullable List<ValueType> argumentsOf(
            TypeElement subtype, TypeElement above, List<ValueType> aboveArguments, Place place) throws Rejection {
        Map<TypeParameterElement, ValueType> bound = new HashMap<>();
        for (TypeMirror supertype : platform.types().directSupertypes(subtype.asType())) {
            DeclaredType declared = (DeclaredType) supertype;
            if (!declared.asElement().equals(above)) {
                continue;
            }
            for (int i = 0; i < declared.getTypeArguments().size(); i++) {
                TypeMirror argument = declared.getTypeArguments().get(i);
                ValueType given = aboveArguments.get(i);
                if (argument.getKind() == TypeKind.TYPEVAR) {
                    bound.put((TypeParameterElement) ((TypeVariable) argument).asElement(), given);
                } else if (!(given instanceof ValueType.Open)
                        && argument.getKind() != TypeKind.WILDCARD
                        && !types.read(argument, place.inside(), TypeReader.Bindings.NONE)
                                .description()
                                .equals(given.description())) {
                    return null;
                }
            }
        }
        List<ValueType> open = types.openArguments(subtype, place);
        List<ValueType> arguments = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            arguments.add(bound.getOrDefault(subtype.getTypeParameters().get(i), open.get(i)));
        }
        return arguments;
    }
}
