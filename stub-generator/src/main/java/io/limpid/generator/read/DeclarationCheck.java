package io.limpid.generator.read;

import io.limpid.Remote;
import io.limpid.WireName;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Checks what {@code @Remote} stands on and what {@code @RemoteOf} names. */
final class DeclarationCheck {
    private final Platform platform;
    private final Report report;

    DeclarationCheck(Platform platform, Report report) {
        this.platform = platform;
        this.report = report;
    }

    /** Tells whether the element that is marked {@code @Remote} is an interface that a stub can implement; reports it if not. */
    boolean isLawful(Element element) {
        AnnotationMirror remote = Annotations.mirror(element, Remote.class);
        Problem problem = problem(
                element,
                platform.elements().getPackageOf(element).getQualifiedName().toString());
        if (problem != null) {
            report.error(problem, element, remote, null);
        }
        return problem == null;
    }

    /** The interface that {@code @RemoteOf} names; null if it cannot be made remote there, which has been reported then. */
    @Nullable
    TypeElement named(AnnotationMirror mirror, AnnotationValue value, Element holder, RemoteTypes remoteTypes) {
        TypeMirror type = (TypeMirror) value.getValue();
        if (type.getKind() == TypeKind.ERROR) {
            return null;
        }
        String target =
                platform.elements().getPackageOf(holder).getQualifiedName().toString();
        Problem problem;
        if (!(type instanceof DeclaredType declared)) {
            problem = notAnInterface("@RemoteOf names " + type + ", which");
        } else {
            TypeElement element = Platform.element(declared);
            problem = problem(element, target);
            if (problem == null && element.getAnnotation(Remote.class) != null) {
                problem = remoteTwice(element, "is marked @Remote itself");
            }
            if (problem == null && !remoteTypes.add(element)) {
                problem = remoteTwice(element, "is named by another @RemoteOf");
            }
            if (problem == null) {
                return element;
            }
        }
        report.error(problem, holder, mirror, value);
        return null;
    }

    private static Problem remoteTwice(TypeElement element, String how) {
        return new Problem(
                ErrorCode.RemoteTwice,
                "@RemoteOf names " + element.getQualifiedName() + ", which " + how + ".",
                "The runtime would find two stubs for one interface and could not choose.",
                "Take this @RemoteOf away.");
    }

    private static Problem notAnInterface(String what) {
        return new Problem(
                ErrorCode.NotAnInterface,
                what + " is not an interface.",
                "A stub stands in for the object and can do so only behind an interface.",
                "Declare an interface with the methods that are called from outside, and let the class implement it.");
    }

    private @Nullable Problem problem(Element element, String targetPackage) {
        String name = element.toString();
        if (element.getKind() != ElementKind.INTERFACE) {
            return notAnInterface(kind(element) + " " + name);
        }
        TypeElement type = (TypeElement) element;
        if (type.getModifiers().contains(Modifier.SEALED)) {
            return new Problem(
                    ErrorCode.SealedInterface,
                    "the remote interface " + name + " is sealed.",
                    "Its stub would have to be among the permitted types, and it is written after them.",
                    "Take sealed and permits away; a value that travels may be sealed, an object that is called may not.");
        }
        if (targetPackage.isEmpty()) {
            return new Problem(
                    ErrorCode.UnnamedPackage,
                    "the stub of " + name + " would go into the unnamed package.",
                    "Nothing in a package can name what is outside of all of them, and so neither could the rest of a program.",
                    "Put it into a package.");
        }
        if (!platform.isVisible(type, targetPackage)) {
            return new Problem(
                    ErrorCode.InaccessibleInterface,
                    "the remote interface " + name + " cannot be seen from package " + targetPackage + ".",
                    "Its stub is generated into that package and must implement it.",
                    "Make it public, or at least not private, or put @RemoteOf into its own package.");
        }
        return null;
    }

    private static String kind(Element element) {
        return switch (element.getKind()) {
            case ENUM -> "the enum";
            case RECORD -> "the record";
            case ANNOTATION_TYPE -> "the annotation";
            default -> "the class";
        };
    }

    void reportNameTaken(
            TypeElement type, TypeElement other, String wireName, Element holder, @Nullable AnnotationMirror mirror) {
        report.error(
                new Problem(
                        ErrorCode.InterfaceNameTaken,
                        "the remote interface " + type.getQualifiedName() + " has the wire name \"" + wireName
                                + "\", which belongs to " + other.getQualifiedName() + ".",
                        "Hosts and clients know an interface by this name alone and would take one for the other.",
                        "Give one of them another name with @WireName."),
                holder,
                mirror != null ? mirror : Annotations.mirror(type, WireName.class),
                null);
    }
}
