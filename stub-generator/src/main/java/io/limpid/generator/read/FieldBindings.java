package io.limpid.generator.read;

import io.limpid.Bind;
import io.limpid.ResourceBinding;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Rejection;
import io.limpid.generator.model.Definition.Component;
import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.MovableClass.Resource;
import io.limpid.generator.read.FieldReader.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a movable class as {@code @Bind} says, and rejects what cannot be bound so. */
final class FieldBindings implements FieldReader.Choice {
    /** What is wrong with these is that they belong to their process, and not how they are written. */
    private static final Set<ErrorCode> PROCESS_BOUND = EnumSet.of(
            ErrorCode.StreamType,
            ErrorCode.LazySequence,
            ErrorCode.FunctionType,
            ErrorCode.ProcessBoundType,
            ErrorCode.BlockingFuture,
            ErrorCode.AsyncInside);

    /** Whoever names the class instead of its interface is helped by that alone. */
    private static final Set<ErrorCode> WRONG_NAME = EnumSet.of(ErrorCode.RemoteImplementation, ErrorCode.MovableValue);

    private final Readers readers;
    private final DefinitionReader definitions;
    private final FieldReader fields;
    private final boolean onlyBound;

    /**
     * Reads for one class.
     *
     * @param onlyBound whether fields without {@code @Bind} are left to the class
     */
    FieldBindings(Readers readers, DefinitionReader definitions, FieldReader fields, boolean onlyBound) {
        this.readers = readers;
        this.definitions = definitions;
        this.fields = fields;
        this.onlyBound = onlyBound;
    }

    @Override
    public boolean takes(VariableElement field) {
        ResourceBinding binding = binding(field);
        return binding == null ? !onlyBound : binding != ResourceBinding.BY_TYPE;
    }

    @Override
    public Component read(VariableElement field, Step step) throws Rejection {
        ResourceBinding binding = binding(field);
        TypeElement remote = remote(field.asType());
        if (binding == ResourceBinding.BY_VALUE && remote != null) {
            throw place(field, step)
                    .rejectSaying(
                            ErrorCode.ValueBinding,
                            " is bound by value, and its type " + remote.getQualifiedName() + " is a remote interface",
                            "What is behind a remote interface may be anywhere, and none of its state is here to be"
                                    + " copied.",
                            "Write BY_IDENTIFIER to go on with the same object, or BY_TYPE to have the target host's own.");
        }
        if (binding == ResourceBinding.BY_IDENTIFIER && remote == null) {
            throw notRemote(field, step);
        }
        try {
            return fields.part(field, step);
        } catch (Rejection rejection) {
            throw advised(rejection, isOneOfAKind(field.asType()));
        }
    }

    private Rejection notRemote(VariableElement field, Step step) {
        TypeElement implemented = field.asType() instanceof DeclaredType declared
                ? readers.remoteTypes().implementedBy(Platform.element(declared))
                : null;
        return place(field, step)
                .rejectSaying(
                        ErrorCode.IdentifierBinding,
                        " is bound by identifier, and its type " + JavaTypes.of(field.asType())
                                + " is no remote interface",
                        "Only an object that is called through a remote interface can be referred to from another"
                                + " process.",
                        implemented != null
                                ? "Write " + implemented.getSimpleName() + ", which it implements."
                                : "Declare the field by a @Remote interface of the object, or write BY_VALUE to copy it, or"
                                        + " BY_TYPE to have the target host's own.");
    }

    /** A mistake in the type of a field, with what can be done about it in a movable class. */
    private static Rejection advised(Rejection rejection, boolean canBeProvided) {
        Problem problem = rejection.problem();
        if (problem == null || rejection.element() != null || WRONG_NAME.contains(problem.code())) {
            return rejection;
        }
        String leaveOut = "ark the field transient if the object makes it anew, "
                + (canBeProvided
                        ? "bind it with @Bind(ResourceBinding.BY_TYPE) to what the target host provides of it, "
                        : "")
                + "or let the class implement MovableState.";
        String instead =
                PROCESS_BOUND.contains(problem.code()) ? "M" + leaveOut : problem.instead() + " Or m" + leaveOut;
        return new Rejection(new Problem(problem.code(), problem.what(), problem.why(), instead));
    }

    /** Reads the fields that are bound by type. */
    List<Resource> resources(List<Step> steps) throws Rejection {
        Parts<Resource> parts = definitions.parts();
        for (Step step : steps) {
            for (VariableElement field : ElementFilter.fieldsIn(step.type().getEnclosedElements())) {
                if (FieldReader.travels(field) && binding(field) == ResourceBinding.BY_TYPE) {
                    parts.add(field, () -> resource(field, step));
                }
            }
        }
        return new ArrayList<>(parts.all());
    }

    private Resource resource(VariableElement field, Step step) throws Rejection {
        TypeMirror type = field.asType();
        if (type.getKind() == TypeKind.ERROR) {
            throw new UnresolvedTypeException(type.toString());
        }
        if (!isOneOfAKind(type)) {
            throw place(field, step)
                    .rejectSaying(
                            ErrorCode.TypeBinding,
                            " is bound by type, and its type is " + JavaTypes.of(type),
                            "A host provides one thing for each class or interface, and this does not tell which is meant.",
                            "Write BY_VALUE to take it along, or give the field a type of your own that the host provides.");
        }
        TypeElement element = Platform.element((DeclaredType) type);
        definitions.checkVisible(element, place(field, step));
        return new Resource(
                JavaTypes.ref(step.type()),
                !definitions.canName(step.type()),
                field.getSimpleName().toString(),
                readers.wireNames().of(field),
                JavaTypes.ref(element));
    }

    /** Whether a host can have just one such thing: it is no value, and no type that differs from others by its arguments alone. */
    private static boolean isOneOfAKind(TypeMirror type) {
        if (!(type instanceof DeclaredType declared) || Platform.isObject(type)) {
            return false;
        }
        TypeElement element = Platform.element(declared);
        return element.getTypeParameters().isEmpty()
                && element.getKind() != ElementKind.ENUM
                && BuiltInTypes.value(new JavaType.Declared(JavaTypes.ref(element), List.of())) == null;
    }

    private @Nullable TypeElement remote(TypeMirror type) {
        return type instanceof DeclaredType declared
                        && type.getKind() == TypeKind.DECLARED
                        && readers.remoteTypes().isRemote(Platform.element(declared))
                ? Platform.element(declared)
                : null;
    }

    private static Place place(VariableElement field, Step step) {
        return new Place(FieldReader.describe(field, step), field, Place.Role.PART);
    }

    /** What {@code @Bind} says of a field; null where it says nothing. */
    static @Nullable ResourceBinding binding(VariableElement field) {
        AnnotationValue value = Annotations.value(field, Bind.class, "value");
        if (value == null || !(value.getValue() instanceof VariableElement constant)) {
            return null;
        }
        return switch (constant.getSimpleName().toString()) {
            case "BY_VALUE" -> ResourceBinding.BY_VALUE;
            case "BY_IDENTIFIER" -> ResourceBinding.BY_IDENTIFIER;
            default -> ResourceBinding.BY_TYPE;
        };
    }
}
