package io.limpid.generator.read;

import io.limpid.Combine;
import io.limpid.Combiner;
import io.limpid.Replicated;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Checks that answers of a method's type can be made one as it says. */
final class CombinerCheck {
    private static final Set<String> SUMMED = Set.of(
            "int",
            "long",
            "double",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.math.BigDecimal",
            "java.math.BigInteger");
    private static final Set<String> UNITED =
            Set.of("java.util.Set", "java.util.List", "java.util.Collection", "java.util.Map");

    private final Platform platform;
    private final Report report;
    private final String targetPackage;

    CombinerCheck(Readers readers, String targetPackage) {
        this.platform = readers.platform();
        this.report = readers.report();
        this.targetPackage = targetPackage;
    }

    /**
     * What is checked.
     *
     * @param gathers whether there are several answers
     * @param combiner the user's class; null where there is none
     * @param result what travels of the result
     */
    record Case(
            String method,
            Replicated said,
            boolean gathers,
            @Nullable TypeMirror combiner,
            TypeMirror result) {
        boolean isVoid() {
            return result.getKind() == TypeKind.VOID || result.toString().equals("java.lang.Void");
        }
    }

    /** Reports what is wrong, if anything is, at the element or its annotation. */
    void check(Case each, Element element, @Nullable AnnotationMirror mirror) {
        Combine combine = each.said().combine();
        boolean says = combine != Combine.NONE || each.combiner() != null;
        if (each.gathers() && !each.isVoid() && !says) {
            report.error(
                    new Problem(
                            ErrorCode.MissingCombiner,
                            each.method()
                                    + " is answered by several replicas, and nothing says how their answers become one.",
                            "The caller gets one " + simple(each.result()) + ".",
                            "Say combine = Combine.VOTE, FIRST or another, or combiner = a class of yours."),
                    element,
                    mirror,
                    null);
            return;
        }
        Problem problem = says && mirror != null && (!each.gathers() || each.isVoid())
                ? needless(each)
                : says && each.gathers() && !each.isVoid() ? problem(each) : null;
        if (problem != null) {
            AnnotationValue value =
                    mirror == null ? null : Annotations.value(mirror, each.combiner() == null ? "combine" : "combiner");
            report.error(problem, element, mirror, value);
        }
    }

    private static Problem needless(Case each) {
        return new Problem(
                ErrorCode.WrongCombiner,
                each.method() + " says how answers are combined, and has none to combine.",
                each.isVoid()
                        ? "It returns nothing."
                        : each.said().value() + " gives the caller what one replica answers.",
                "Take combine or combiner away" + (each.isVoid() ? "." : ", or use ALL, QUORUM or MAJORITY."));
    }

    private @Nullable Problem problem(Case each) {
        TypeMirror combiner = each.combiner();
        if (combiner != null) {
            return each.said().combine() == Combine.NONE
                    ? problem(each, combiner)
                    : wrong(each, "says combine and combiner");
        }
        String type = platform.types().erasure(each.result()).toString();
        return switch (each.said().combine()) {
            case NONE, FIRST -> null;
            case EQUAL, VOTE -> hasEquality(each.result()) ? null : unequal(each);
            case SUM ->
                SUMMED.contains(type)
                        ? null
                        : cannot(each, "int, long, double, their boxes, BigDecimal and BigInteger");
            case UNION -> UNITED.contains(type) ? null : cannot(each, "Set, List, Collection and Map");
            case MIN, MAX -> isOrdered(each.result()) ? null : cannot(each, "numbers and whatever else is Comparable");
        };
    }

    private static Problem cannot(Case each, String kinds) {
        return new Problem(
                ErrorCode.WrongCombiner,
                each.said().combine() + " cannot combine what " + each.method() + " returns, which is "
                        + simple(each.result()) + ".",
                "It combines " + kinds + ".",
                "Use another Combine, or combiner = a class of yours.");
    }

    private static Problem unequal(Case each) {
        return new Problem(
                ErrorCode.WrongCombiner,
                each.said().combine() + " compares what " + each.method() + " returns, and " + simple(each.result())
                        + " has no equals of its own.",
                "Each answer is an object of its own here, and no two would be equal.",
                "Give it equals and hashCode, or make it a record.");
    }

    private static Problem wrong(Case each, String what) {
        return new Problem(
                ErrorCode.WrongCombiner,
                each.method() + " " + what + ".",
                "The answers become one in one way.",
                "Keep one of the two.");
    }

    private boolean hasEquality(TypeMirror type) {
        if (type.getKind() != TypeKind.DECLARED) {
            return type.getKind() != TypeKind.TYPEVAR;
        }
        TypeElement element = Platform.element((DeclaredType) type);
        if (element.getKind() != ElementKind.CLASS || platform.owns(element)) {
            return true;
        }
        return ElementFilter.methodsIn(platform.elements().getAllMembers(element)).stream()
                .filter(platform::isMethodOfObject)
                .anyMatch(method -> method.getSimpleName().contentEquals("equals")
                        && !Platform.isObject(Platform.owner(method).asType()));
    }

    private boolean isOrdered(TypeMirror type) {
        return type.getKind().isPrimitive()
                ? type.getKind() != TypeKind.BOOLEAN
                : platform.isA(type, Comparable.class.getName());
    }

    private @Nullable Problem problem(Case each, TypeMirror combiner) {
        TypeElement element = (TypeElement) platform.types().asElement(combiner);
        TypeMirror combined = combined(combiner);
        TypeMirror boxed = each.result() instanceof PrimitiveType primitive
                ? platform.types().boxedClass(primitive).asType()
                : each.result();
        if (combined == null || !platform.types().isSameType(combined, boxed)) {
            return new Problem(
                    ErrorCode.WrongCombiner,
                    element.getSimpleName() + " combines " + (combined == null ? "what nobody says" : simple(combined))
                            + ", and " + each.method() + " returns " + simple(each.result()) + ".",
                    "It gets what the replicas return, and the caller gets what it returns.",
                    "Let it implement Combiner<" + simple(boxed) + ">.");
        }
        boolean made = element.getKind() == ElementKind.CLASS
                && !element.getModifiers().contains(Modifier.ABSTRACT)
                && !Platform.isInner(element)
                && platform.isVisible(element, targetPackage)
                && ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                        .anyMatch(this::canBeCalled);
        return made
                ? null
                : new Problem(
                        ErrorCode.WrongCombiner,
                        element.getSimpleName() + " cannot be made in package " + targetPackage + ".",
                        "One of it is made by generated code there, without arguments.",
                        "Make it a class that is visible there and not abstract, with a constructor without parameters.");
    }

    private boolean canBeCalled(ExecutableElement constructor) {
        boolean samePackage =
                platform.elements().getPackageOf(constructor).getQualifiedName().contentEquals(targetPackage);
        Set<Modifier> modifiers = constructor.getModifiers();
        return constructor.getParameters().isEmpty()
                && (modifiers.contains(Modifier.PUBLIC) || (samePackage && !modifiers.contains(Modifier.PRIVATE)));
    }

    /** What a class combines; null if it does not say. */
    private @Nullable TypeMirror combined(TypeMirror type) {
        if (type instanceof DeclaredType declared
                && Platform.element(declared).getQualifiedName().contentEquals(Combiner.class.getName())) {
            return declared.getTypeArguments().isEmpty()
                    ? null
                    : declared.getTypeArguments().get(0);
        }
        for (TypeMirror above : platform.types().directSupertypes(type)) {
            TypeMirror found = combined(above);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String simple(TypeMirror type) {
        return type.toString().replaceAll("[a-z0-9_]+\\.", "");
    }
}
