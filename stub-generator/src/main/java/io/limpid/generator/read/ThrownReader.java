package io.limpid.generator.read;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Rejection;
import io.limpid.generator.model.RemoteMethod.Thrown;
import io.limpid.generator.model.ValueType;
import io.limpid.generator.read.MethodFinder.Found;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads what methods declare to throw. */
final class ThrownReader {
    private final Platform platform;
    private final TypeReader types;

    ThrownReader(Readers readers, TypeReader types) {
        this.platform = readers.platform();
        this.types = types;
    }

    List<Thrown> read(Found method, String name, Element shownAt) throws Rejection {
        List<Thrown> all = new ArrayList<>();
        for (TypeMirror declared : method.type().getThrownTypes()) {
            if (declared.getKind() == TypeKind.TYPEVAR) {
                throw new Rejection(new Problem(
                        ErrorCode.ThrowsVariable,
                        name + " throws the type variable " + declared + ".",
                        "Which exception that is, the caller decides, and the object on the other side cannot know.",
                        "Name the exceptions that the method throws."));
            }
            if (declared.getKind() == TypeKind.ERROR) {
                throw new UnresolvedTypeException(declared.toString());
            }
            if (isDeclaredEverywhere(declared, method)) {
                all.add(read((DeclaredType) declared, name, shownAt));
            }
        }
        return all;
    }

    /** A stub may throw only what every declaration that it implements allows. */
    private boolean isDeclaredEverywhere(TypeMirror thrown, Found method) {
        if (!isChecked(thrown)) {
            return true;
        }
        return method.declarations().stream()
                .allMatch(declaration -> isBelow(method, declaration)
                        || declaration.getThrownTypes().stream()
                                .anyMatch(allowed -> platform.types().isSubtype(thrown, allowed)));
    }

    /** The compiler has checked a declaration against those that it overrides. */
    private boolean isBelow(Found method, ExecutableElement declaration) {
        TypeMirror chosen = Platform.owner(method.element()).asType();
        TypeMirror other = Platform.owner(declaration).asType();
        return platform.types()
                .isSubtype(platform.types().erasure(chosen), platform.types().erasure(other));
    }

    private Thrown read(DeclaredType type, String name, Element shownAt) throws Rejection {
        List<ValueType.Defined> arriving = new ArrayList<>();
        collect(Platform.element(type), name, shownAt, arriving);
        return new Thrown(JavaTypes.of(type), isChecked(type), arriving);
    }

    private void collect(TypeElement exception, String name, Element shownAt, List<ValueType.Defined> arriving)
            throws Rejection {
        Place place = new Place("exception " + exception.getSimpleName() + " of " + name, shownAt, Place.Role.PART);
        types.definitions().checkVisible(exception, place);
        if (Platform.isInner(exception)) {
            throw place.rejectSaying(
                    ErrorCode.UnrestorableException,
                    " is an inner class",
                    "It cannot be made again without the object that it is inside of, which stays behind.",
                    "Make it static.");
        }
        if (!exception.getModifiers().contains(Modifier.ABSTRACT)) {
            arriving.add(types.definitions().readThrowable(exception, place));
        }
        for (TypeMirror permitted : exception.getPermittedSubclasses()) {
            collect(Platform.element((DeclaredType) permitted), name, shownAt, arriving);
        }
    }

    private boolean isChecked(TypeMirror type) {
        return !platform.isA(type, "java.lang.RuntimeException") && !platform.isA(type, "java.lang.Error");
    }
}
