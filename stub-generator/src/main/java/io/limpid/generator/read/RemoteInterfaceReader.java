package io.limpid.generator.read;

import io.limpid.Remote;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Rejection;
import io.limpid.generator.check.Report;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.RemoteMethod;
import io.limpid.generator.model.TypeRef;
import io.limpid.generator.model.ValueType;
import io.limpid.generator.read.MethodFinder.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads a remote interface with all that it reaches. */
public final class RemoteInterfaceReader {
    private final Readers readers;
    private final Report report;

    RemoteInterfaceReader(Readers readers) {
        this.readers = readers;
        this.report = readers.report();
    }

    /**
     * Reads an interface.
     *
     * @param targetPackage where what is generated goes
     * @param sources the types whose source is at hand
     * @return the model; empty if the interface is broken, which has been reported then
     * @throws UnresolvedTypeException if a type is not known yet
     */
    public Optional<RemoteInterface> read(TypeElement element, String targetPackage, Set<Element> sources) {
        int errorsBefore = report.errors();
        TypeRef type = JavaTypes.ref(element);
        Scope scope = new Scope(type, targetPackage, sources);
        TypeReader types = new TypeReader(readers, scope);
        List<RemoteMethod> methods = methods(element, new MethodReader(element, readers, types, scope));
        List<ValueType> carried = carried(element, types, scope);
        if (report.errors() > errorsBefore || !scope.broken().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RemoteInterface(
                type,
                targetPackage,
                readers.wireNames().of(element),
                JavaTypes.parameters(element.getTypeParameters()),
                methods,
                scope.definitions(),
                scope.isOpen(),
                carried));
    }

    private List<RemoteMethod> methods(TypeElement element, MethodReader reader) {
        List<RemoteMethod> methods = new ArrayList<>();
        Map<Integer, RemoteMethod> numbers = new HashMap<>();
        for (Found found : new MethodFinder(readers.platform()).methods(element)) {
            Optional<RemoteMethod> method = reader.read(found);
            if (method.isPresent()) {
                RemoteMethod other = numbers.putIfAbsent(method.get().id(), method.get());
                if (other != null) {
                    reportTaken(element, method.get(), other, found);
                }
                methods.add(method.get());
            }
        }
        return methods;
    }

    private void reportTaken(TypeElement element, RemoteMethod method, RemoteMethod other, Found found) {
        boolean sameName = method.signature().equals(other.signature());
        report.error(
                new Problem(
                        ErrorCode.MethodIdTaken,
                        element.getSimpleName() + "." + method.displayName() + " and " + other.displayName()
                                + " are both "
                                + (sameName ? method.signature() : "number " + String.format("%08x", method.id()))
                                + " on the wire.",
                        "Only the number of a method's wire name and parameters travels, and the object could not tell the two"
                                + " apart.",
                        "Give one of them another name with @WireName."),
                found.element());
    }

    /** Everything that an open type variable can stand for: what the signatures reach, and what {@code @Remote(types)} adds. */
    private List<ValueType> carried(TypeElement element, TypeReader types, Scope scope) {
        AnnotationMirror remote = Annotations.mirror(element, Remote.class);
        if (remote != null) {
            for (AnnotationValue value : Annotations.elements(Annotations.value(remote, "types"))) {
                try {
                    readNamed(value, element, types);
                } catch (Rejection rejection) {
                    Problem problem = rejection.problem();
                    if (problem != null) {
                        report.error(problem, element, remote, value);
                    }
                }
            }
        }
        return new OpenTypes(readers, types, scope).reached(element);
    }

    private void readNamed(AnnotationValue value, TypeElement element, TypeReader types) throws Rejection {
        Place place = new Place("types of @Remote on " + element.getSimpleName(), element, Place.Role.CARRIED).inside();
        TypeMirror type = (TypeMirror) value.getValue();
        if (!(type instanceof DeclaredType declared) || readers.platform().owns(Platform.element(declared))) {
            throw place.rejectSaying(
                    ErrorCode.BadCarriedType,
                    " hold " + type,
                    "A type variable carries Java's own values and arrays in any case, and only types of the user's must be"
                            + " named.",
                    "Take it out, or name a record, an enum, a sealed hierarchy or a plain class.");
        }
        TypeElement named = Platform.element(declared);
        types.definitions().read(named, types.openArguments(named, place), place);
    }
}
