package io.limpid.generator.read;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Rejection;
import io.limpid.generator.model.Definition.Component;
import io.limpid.generator.model.Definition.Field;
import io.limpid.generator.model.ValueType;
import io.limpid.generator.read.TypeReader.Bindings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads the fields of plain classes and of exceptions, from the uppermost class down. */
final class FieldReader {
    private final Platform platform;
    private final DefinitionReader definitions;
    private final TypeReader types;

    FieldReader(Readers readers, DefinitionReader definitions, TypeReader types) {
        this.platform = readers.platform();
        this.definitions = definitions;
        this.types = types;
    }

    List<Field> ofObject(TypeElement element, Bindings bindings, Place place) throws Rejection {
        List<Step> steps = constructible(element, bindings, place);
        checkWhole(steps, element, place);
        return fields(steps, this::settable);
    }

    /** Rejects a class that inherits state from one of the platform's. */
    static void checkWhole(List<Step> steps, TypeElement element, Place place) throws Rejection {
        TypeElement top = steps.get(0).type();
        DeclaredType above = Platform.superclass(top);
        if (above != null && !Platform.isObject(above)) {
            throw place.rejectSaying(
                    ErrorCode.ForeignSuperclass,
                    " has the class " + element.getQualifiedName() + ", which extends " + above,
                    "The state that it inherits from there is hidden and would be lost on the way.",
                    "Hold such an object in a field instead of extending its class, or write a record.");
        }
    }

    /** The class and those above it, uppermost first, of a class whose objects can be made empty and filled. */
    List<Step> constructible(TypeElement element, Bindings bindings, Place place) throws Rejection {
        String shown = element.getQualifiedName().toString();
        if (element.getModifiers().contains(Modifier.ABSTRACT)) {
            throw place.reject(
                    ErrorCode.AbstractClass,
                    "abstract class " + shown,
                    "Any class could extend it, and the receiver must know beforehand which types can arrive.",
                    "Seal it (abstract sealed class " + element.getSimpleName()
                            + " permits ...), or write the class that is meant.");
        }
        if (Platform.isInner(element)) {
            throw place.reject(
                    ErrorCode.InnerClass,
                    "inner class " + shown,
                    "It cannot be made without the object it is inside of, which stays behind.",
                    "Make it static, or a record.");
        }
        boolean constructible = ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                .map(ExecutableElement::getParameters)
                .anyMatch(List::isEmpty);
        if (!constructible) {
            throw place.reject(
                    ErrorCode.NoDefaultConstructor,
                    "class " + shown + " without a constructor that takes nothing",
                    "The receiver makes an empty object first and fills it then, so that objects that point at each other"
                            + " arrive as they were.",
                    "Make it a record, or add a constructor without parameters (it may be private).");
        }
        return steps(element, bindings);
    }

    List<Field> ofThrowable(TypeElement element) throws Rejection {
        return platform.owns(element) ? List.of() : fields(steps(element, Bindings.NONE), this::part);
    }

    /** The class and those above it up to the platform's, uppermost first. */
    private List<Step> steps(TypeElement element, Bindings bindings) throws Rejection {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(element, bindings));
        DeclaredType above = Platform.superclass(element);
        while (above != null && !platform.owns(Platform.element(above))) {
            TypeElement superclass = Platform.element(above);
            List<ValueType> arguments = new ArrayList<>();
            for (TypeMirror argument : above.getTypeArguments()) {
                Place place = new Place("superclass of " + element.getSimpleName(), element, Place.Role.PART);
                arguments.add(types.read(argument, place, steps.get(0).bindings()));
            }
            steps.add(0, new Step(superclass, Bindings.of(superclass, arguments)));
            above = Platform.superclass(superclass);
        }
        return steps;
    }

    /** Reads those fields that a choice takes. */
    List<Field> fields(List<Step> steps, Choice choice) throws Rejection {
        Parts<Component> parts = definitions.parts();
        List<VariableElement> read = new ArrayList<>();
        for (Step step : steps) {
            for (VariableElement field : ElementFilter.fieldsIn(step.type().getEnclosedElements())) {
                if (travels(field) && choice.takes(field)) {
                    parts.add(field, () -> {
                        Component component = choice.read(field, step);
                        read.add(field);
                        return component;
                    });
                }
            }
        }
        return named(parts.all(), read);
    }

    /** Tells whether a field is part of an object's state. */
    static boolean travels(VariableElement field) {
        Set<Modifier> modifiers = field.getModifiers();
        return !modifiers.contains(Modifier.STATIC)
                && !modifiers.contains(Modifier.TRANSIENT)
                && field.getConstantValue() == null;
    }

    private Component settable(VariableElement field, Step step) throws Rejection {
        if (field.getModifiers().contains(Modifier.FINAL)) {
            throw new Place(describe(field, step), field, Place.Role.PART)
                    .rejectSaying(
                            ErrorCode.FinalField,
                            " is final",
                            "The receiver fills the object after its constructor has run, and a final field cannot be set"
                                    + " then.",
                            "Make the class a record, or take the final away; mark the field transient if it need not"
                                    + " travel.");
        }
        return part(field, step);
    }

    /** Reads a field by its type. */
    Component part(VariableElement field, Step step) throws Rejection {
        String name = field.getSimpleName().toString();
        return definitions.part(name, field, field.asType(), describe(field, step), step.bindings());
    }

    /** Names a field as messages begin. */
    static String describe(VariableElement field, Step step) {
        return "field '" + field.getSimpleName() + "' of class " + step.type().getSimpleName();
    }

    private List<Field> named(List<Component> components, List<VariableElement> read) {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < read.size(); i++) {
            VariableElement field = read.get(i);
            TypeElement owner = (TypeElement) Platform.owner(field);
            Component component = components.get(i);
            if (!names.add(component.wireName())) {
                String longer = owner.getSimpleName() + "." + component.wireName();
                component = new Component(component.name(), longer, component.declaredType(), component.type());
                names.add(longer);
            }
            TypeMirror erasure = platform.types().erasure(field.asType());
            fields.add(new Field(JavaTypes.ref(owner), !definitions.canName(owner), JavaTypes.of(erasure), component));
        }
        return fields;
    }

    /** A class on the way up, and what its type variables stand for. */
    record Step(TypeElement type, Bindings bindings) {}

    /** Which of the fields are read, and how. */
    interface Choice {
        default boolean takes(VariableElement field) {
            return true;
        }

        Component read(VariableElement field, Step step) throws Rejection;
    }
}
