package io.limpid.generator.read;

import io.limpid.Movable;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Rejection;
import io.limpid.generator.check.Report;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.Definition.Component;
import io.limpid.generator.model.Definition.Constant;
import io.limpid.generator.model.Definition.Head;
import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.ValueType;
import io.limpid.generator.model.WireHash;
import io.limpid.generator.read.TypeReader.Bindings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads the user's own types, each once for an interface. A mistake inside one is shown where it is, if its source is at hand. */
final class DefinitionReader {
    /** More instances of one generic type than a finite set of signatures reaches. */
    private static final int MAX_INSTANCES = 64;

    private final Platform platform;
    private final RemoteTypes remoteTypes;
    private final WireNames wireNames;
    private final Report report;
    private final TypeReader types;
    private final SealedReader sealedTypes;
    private final FieldReader fields;
    private final Scope scope;

    DefinitionReader(Readers readers, TypeReader types, Scope scope) {
        this.platform = readers.platform();
        this.remoteTypes = readers.remoteTypes();
        this.wireNames = readers.wireNames();
        this.report = readers.report();
        this.types = types;
        this.sealedTypes = new SealedReader(readers, this, types, scope);
        this.fields = new FieldReader(readers, this, types);
        this.scope = scope;
    }

    /** Reads a type of the user's that stands at a place, with its arguments. */
    ValueType.Defined read(TypeElement element, List<ValueType> arguments, Place place) throws Rejection {
        checkVisible(element, place);
        checkForm(element, place);
        checkBounds(element, arguments, place);
        return define(head(element, arguments), element, place, head -> byKind(head, element, place));
    }

    /** Reads an exception that a method declares. */
    ValueType.Defined readThrowable(TypeElement element, Place place) throws Rejection {
        return define(
                head(element, List.of()),
                element,
                place,
                head -> new Definition.OfThrowable(head, fields.ofThrowable(element)));
    }

    private ValueType.Defined define(Head head, TypeElement element, Place place, Reading reading) throws Rejection {
        TypeElement same = scope.begun().putIfAbsent(head.key(), element);
        if (same != null && !same.equals(element)) {
            throw wireNameTaken(
                    "type " + element.getQualifiedName(),
                    head.wireName(),
                    same.getQualifiedName().toString(),
                    element);
        }
        Rejection before = scope.broken().get(head.key());
        if (before != null) {
            throw before;
        }
        if (same == null) {
            checkFinite(element, place);
            try {
                scope.definitions().put(head.key(), reading.read(head));
            } catch (Rejection rejection) {
                scope.broken().put(head.key(), rejection);
                throw rejection;
            }
        }
        return new ValueType.Defined(head.javaType(), head.key(), head.arguments());
    }

    private Definition byKind(Head head, TypeElement element, Place place) throws Rejection {
        Bindings bindings = Bindings.of(element, head.arguments());
        return switch (element.getKind()) {
            case RECORD -> new Definition.OfRecord(head, components(element, bindings));
            case ENUM -> new Definition.OfEnum(head, constants(element));
            default ->
                element.getPermittedSubclasses().isEmpty()
                        ? new Definition.OfObject(head, fields.ofObject(element, bindings, place))
                        : new Definition.OfSealed(head, sealedTypes.subtypes(element, head.arguments(), place));
        };
    }

    Head head(TypeElement element, List<ValueType> arguments) {
        String wireName = wireNames.of(element);
        String key = arguments.isEmpty()
                ? wireName
                : arguments.stream().map(ValueType::description).collect(Collectors.joining(", ", wireName + "<", ">"));
        JavaType javaType = new JavaType.Declared(
                JavaTypes.ref(element),
                arguments.stream().map(ValueType::javaType).toList());
        return new Head(key, wireName, JavaTypes.ref(element), javaType, arguments);
    }

    private List<Component> components(TypeElement element, Bindings bindings) throws Rejection {
        Map<String, Element> byName = ElementFilter.fieldsIn(element.getEnclosedElements()).stream()
                .collect(Collectors.toMap(field -> field.getSimpleName().toString(), field -> field));
        Parts<Component> parts = new Parts<>(scope, report);
        for (RecordComponentElement component : element.getRecordComponents()) {
            String name = component.getSimpleName().toString();
            Element field = byName.getOrDefault(name, component);
            String description = "component '" + name + "' of record " + element.getSimpleName();
            parts.add(field, () -> part(name, field, component.asType(), description, bindings));
        }
        return parts.all();
    }

    /** Reads the type of a component or field. */
    Component part(String name, Element element, TypeMirror type, String description, Bindings bindings)
            throws Rejection {
        ValueType value = types.read(type, new Place(description, element, Place.Role.PART), bindings);
        return new Component(name, wireNames.of(element), JavaTypes.substituted(type, bindings), value);
    }

    <T> Parts<T> parts() {
        return new Parts<>(scope, report);
    }

    private List<Constant> constants(TypeElement element) throws Rejection {
        List<Constant> constants = new ArrayList<>();
        Map<Integer, String> taken = new HashMap<>();
        for (Element enclosed : element.getEnclosedElements()) {
            if (enclosed.getKind() == ElementKind.ENUM_CONSTANT) {
                String name = enclosed.getSimpleName().toString();
                Constant constant = new Constant(name, wireNames.of(enclosed));
                String other = taken.putIfAbsent(WireHash.of(constant.wireName()), name);
                if (other != null) {
                    throw wireNameTaken(
                            "constant " + element.getSimpleName() + "." + name, constant.wireName(), other, enclosed);
                }
                constants.add(constant);
            }
        }
        return constants;
    }

    private void checkForm(TypeElement element, Place place) throws Rejection {
        String shown = element.getQualifiedName().toString();
        if (element.getKind() == ElementKind.ENUM
                || element.getKind() == ElementKind.RECORD
                || !element.getPermittedSubclasses().isEmpty()) {
            return;
        }
        boolean isInterface = element.getKind().isInterface();
        if (isInterface && platform.isFunctional(element)) {
            throw place.reject(
                    ErrorCode.FunctionType,
                    shown,
                    "A function is code in the caller's process and cannot be sent with a call.",
                    "Declare a @Remote interface of your own with that method and pass an object of it: it is called back.");
        }
        refuseUnlessOwn(element, place);
        if (isInterface) {
            throw place.reject(
                    ErrorCode.NotRemoteInterface,
                    shown,
                    "Any class could implement it, and the receiver must know beforehand which types can arrive.",
                    "Mark it @Remote to pass it by reference, or seal it over records (sealed interface "
                            + element.getSimpleName() + " permits ...) to pass it by value.");
        }
        TypeElement remote = remoteTypes.implementedBy(element);
        if (remote != null) {
            throw place.reject(
                    ErrorCode.RemoteImplementation,
                    shown,
                    "It implements the remote interface " + remote.getQualifiedName()
                            + ", whose objects travel by reference, and a reference is not the class.",
                    "Write " + remote.getSimpleName() + ".");
        }
        if (element.getAnnotation(Movable.class) != null) {
            throw place.reject(
                    ErrorCode.MovableValue,
                    "@Movable class " + shown,
                    "Such an object has a name and moves as a whole; a copy that travels inside a value would be another one.",
                    "Write the @Remote interface that it is exported with, or take @Movable away from the class.");
        }
    }

    private void refuseUnlessOwn(TypeElement element, Place place) throws Rejection {
        new RefusedTypes(platform).checkPlatform(element, place);
    }

    /** Tells whether generated code can name the type. */
    boolean canName(TypeElement element) {
        return platform.isVisible(element, scope.targetPackage());
    }

    void checkVisible(TypeElement element, Place place) throws Rejection {
        if (!canName(element)) {
            throw place.rejectSaying(
                    ErrorCode.InaccessibleType,
                    " has the type " + element.getQualifiedName() + ", which package " + scope.targetPackage()
                            + " cannot see",
                    "The code that writes and reads it is generated into that package.",
                    "Make it public, or move it into that package and let it not be private.");
        }
    }

    static void checkBounds(TypeElement element, List<ValueType> arguments, Place place) throws Rejection {
        for (int i = 0; i < arguments.size(); i++) {
            TypeMirror bound = element.getTypeParameters().get(i).getBounds().get(0);
            if (arguments.get(i) instanceof ValueType.Open && !Platform.isObject(bound)) {
                throw place.rejectSaying(
                        ErrorCode.OpenTypeVariable,
                        " leaves open what " + element.getTypeParameters().get(i) + " of " + element.getSimpleName()
                                + " is, which must be a " + bound,
                        "Whatever arrives must be known to keep that bound, and nothing here says which types do.",
                        "Name the argument, or bound the variable by a record, an enum or a sealed interface.");
            }
        }
    }

    private void checkFinite(TypeElement element, Place place) throws Rejection {
        long instances = scope.begun().values().stream().filter(element::equals).count();
        if (instances > MAX_INSTANCES) {
            throw place.rejectSaying(
                    ErrorCode.EndlessType,
                    " reaches " + element.getQualifiedName() + " with ever new arguments",
                    "A codec is written for each instance of a generic type, and there would be no end of them.",
                    "Let the type contain itself with its own arguments only.");
        }
    }

    private static Rejection wireNameTaken(String what, String wireName, String other, Element element) {
        return new Rejection(
                new Problem(
                        ErrorCode.WireNameTaken,
                        what + " has the wire name \"" + wireName + "\", whose number belongs to " + other + ".",
                        "Only the number of a name travels, and the receiver could not tell the two apart.",
                        "Give one of them another name with @WireName."),
                element);
    }

    /** Reads what is particular to a definition. */
    private interface Reading {
        Definition read(Head head) throws Rejection;
    }
}
