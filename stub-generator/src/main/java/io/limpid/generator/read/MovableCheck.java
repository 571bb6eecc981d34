package io.limpid.generator.read;

import io.limpid.Bind;
import io.limpid.Fastened;
import io.limpid.Movable;
import io.limpid.WireName;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Checks what {@code @Movable}, {@code @Fastened} and {@code @Bind} stand on. */
final class MovableCheck {
    static final String OWN_STATE = "io.limpid.MovableState";

    private final Platform platform;
    private final WireNames names;
    private final Report report;
    private final Map<String, TypeElement> wireNames = new HashMap<>();

    MovableCheck(Readers readers) {
        this.platform = readers.platform();
        this.names = readers.wireNames();
        this.report = readers.report();
    }

    /** Tells whether an element that is marked {@code @Movable} can move; reports it if not. */
    boolean isLawful(TypeElement element) {
        Problem problem = problem(element);
        if (problem != null) {
            report.error(problem, element, Annotations.mirror(element, Movable.class), null);
            return false;
        }
        TypeElement other = wireNames.putIfAbsent(names.of(element), element);
        if (other != null && !other.equals(element)) {
            report.error(taken(element, other), element, Annotations.mirror(element, WireName.class), null);
            return false;
        }
        return true;
    }

    private @Nullable Problem problem(TypeElement element) {
        String name = element.getQualifiedName().toString();
        String target =
                platform.elements().getPackageOf(element).getQualifiedName().toString();
        if (element.getKind() != ElementKind.CLASS || element.getModifiers().contains(Modifier.ABSTRACT)) {
            return new Problem(
                    ErrorCode.NotMovable,
                    kind(element) + " " + name + " is marked @Movable.",
                    "An object is captured by the fields of its own class and made again by that class's constructor.",
                    "Mark the concrete class whose objects are exported; its inherited fields move along.");
        }
        if (element.getAnnotation(Fastened.class) != null) {
            return new Problem(
                    ErrorCode.ConflictingMobility,
                    "class " + name + " is marked @Movable, and it or a class above it @Fastened.",
                    "An object either can move or refuses to.",
                    "Take one of the two away.");
        }
        if (target.isEmpty()) {
            return new Problem(
                    ErrorCode.UnnamedPackage,
                    "what captures " + name + " would go into the unnamed package.",
                    "Nothing in a package can name what is outside of all of them, and so neither could the rest of a program.",
                    "Put it into a package.");
        }
        if (!platform.isVisible(element, target)) {
            return new Problem(
                    ErrorCode.InaccessibleType,
                    "the movable class " + name + " cannot be seen from package " + target + ".",
                    "The code that captures and restores it is generated into that package.",
                    "Let it, and what it is nested in, not be private.");
        }
        return null;
    }

    private static String kind(TypeElement element) {
        return switch (element.getKind()) {
            case ENUM -> "the enum";
            case RECORD -> "the record";
            case INTERFACE -> "the interface";
            case ANNOTATION_TYPE -> "the annotation";
            default -> "the abstract class";
        };
    }

    private Problem taken(TypeElement element, TypeElement other) {
        return new Problem(
                ErrorCode.WireNameTaken,
                "the movable class " + element.getQualifiedName() + " has the wire name \"" + names.of(element)
                        + "\", which belongs to " + other.getQualifiedName() + ".",
                "Hosts know a class by this name alone and would make an object of the other.",
                "Give one of them another name with @WireName.");
    }

    /**
     * Finds what was meant to move and will not.
     *
     * @param read the classes that fields of movable ones have been read of
     */
    void checkPlaces(RoundEnvironment round, Set<Element> read) {
        ElementFilter.typesIn(round.getRootElements()).forEach(this::checkUnmarked);
        for (Element element : round.getElementsAnnotatedWith(Fastened.class)) {
            // Inherited: each class below one that is fastened turns up, too.
            if (Annotations.mirror(element, Fastened.class) != null && element.getKind() != ElementKind.CLASS) {
                report.error(misplaced("@Fastened", element, "is not a class"), element);
            }
        }
        ElementFilter.fieldsIn(round.getElementsAnnotatedWith(Bind.class)).forEach(field -> {
            if (field.getModifiers().contains(Modifier.TRANSIENT)) {
                report.error(boundTransient(field), field);
                return;
            }
            String where = where(field, read);
            if (where != null) {
                report.error(misplaced("@Bind", field, where), field, Annotations.mirror(field, Bind.class), null);
            }
        });
    }

    private static @Nullable String where(Element field, Set<Element> read) {
        Element owner = Platform.owner(field);
        if (field.getModifiers().contains(Modifier.STATIC)) {
            return "is static and belongs to no object";
        }
        boolean mayBeInherited = owner.getModifiers().contains(Modifier.ABSTRACT);
        boolean movable = owner.getAnnotation(Movable.class) != null || read.contains(owner);
        return movable || mayBeInherited
                ? null
                : "is a field of " + owner.getSimpleName() + ", which is not marked @Movable";
    }

    private static Problem misplaced(String annotation, Element element, String where) {
        return new Problem(
                ErrorCode.MisplacedAnnotation,
                annotation + " stands on " + element.getSimpleName() + ", which " + where + ".",
                "It speaks of objects that move, and none of these moves by it.",
                "Put it on " + (annotation.equals("@Bind") ? "a field of " : "")
                        + "the class whose objects are exported, or take it away.");
    }

    private static Problem boundTransient(Element field) {
        return new Problem(
                ErrorCode.BoundTransient,
                "field '" + field.getSimpleName() + "' of class "
                        + Platform.owner(field).getSimpleName() + " is transient, and @Bind says how it moves.",
                "A transient field does not move: where the object arrives, it is what the constructor makes of it.",
                "Take transient or @Bind away.");
    }

    private void checkUnmarked(TypeElement type) {
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::checkUnmarked);
        boolean concrete =
                type.getKind() == ElementKind.CLASS && !type.getModifiers().contains(Modifier.ABSTRACT);
        if (concrete
                && type.getAnnotation(Movable.class) == null
                && type.getAnnotation(Fastened.class) == null
                && type.asType() instanceof DeclaredType declared
                && platform.isA(declared, OWN_STATE)) {
            report.error(
                    new Problem(
                            ErrorCode.UnmarkedMovable,
                            "class " + type.getQualifiedName() + " implements MovableState and is not marked @Movable.",
                            "The host that it moves to finds it by what is generated, and nothing is generated for it.",
                            "Mark it @Movable, or @Fastened if it shall not move although a class above it can."),
                    type);
        }
    }
}
