package io.limpid.generator.read;

import io.limpid.Movable;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Rejection;
import io.limpid.generator.check.Report;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.Definition.Field;
import io.limpid.generator.model.MovableClass;
import io.limpid.generator.model.MovableClass.Form;
import io.limpid.generator.model.MovableClass.Resource;
import io.limpid.generator.model.ValueType;
import io.limpid.generator.read.FieldReader.Step;
import io.limpid.generator.read.TypeReader.Bindings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads the movable classes of a compilation, each with all that its state reaches. */
final class MovableReader {
    /** What helps a class that is no value and cannot become a record. */
    private static final Map<ErrorCode, String> ADVICE = Map.of(
            ErrorCode.NoDefaultConstructor,
            "Add a constructor without parameters (it may be private); the fields that it sets, final ones included, are set"
                    + " anew then.",
            ErrorCode.InnerClass,
            "Make it static.",
            ErrorCode.ForeignSuperclass,
            "Hold such an object in a field instead of extending its class, or let the class implement MovableState.");

    private final Readers readers;
    private final Report report;
    private final MovableCheck check;

    /** The classes still to be read, in source order. */
    private final Set<TypeElement> pending = new LinkedHashSet<>();

    /** The classes whose fields have been read, those above movable ones included. */
    private final Set<Element> stepped = new HashSet<>();

    MovableReader(Readers readers) {
        this.readers = readers;
        this.report = readers.report();
        this.check = new MovableCheck(readers);
    }

    /** Reads what a round brings; a broken class is reported and left out. */
    List<MovableClass> read(RoundEnvironment round, Set<Element> sources) {
        ElementFilter.typesIn(round.getElementsAnnotatedWith(Movable.class)).stream()
                .filter(check::isLawful)
                .forEach(pending::add);
        List<MovableClass> read = new ArrayList<>();
        for (TypeElement element : List.copyOf(pending)) {
            try {
                read(element, sources).ifPresent(read::add);
                pending.remove(element);
            } catch (UnresolvedTypeException e) {
                // Stays pending. If nobody writes the type, the compiler says so itself.
            }
        }
        check.checkPlaces(round, stepped);
        return read;
    }

    private Optional<MovableClass> read(TypeElement element, Set<Element> sources) {
        int errorsBefore = report.errors();
        String targetPackage = readers.platform()
                .elements()
                .getPackageOf(element)
                .getQualifiedName()
                .toString();
        Scope scope = new Scope(JavaTypes.ref(element), targetPackage, sources);
        TypeReader types = new TypeReader(readers, scope);
        Place place = new Place("the movable object", element, Place.Role.PART);
        Optional<MovableClass> read = reported(element, () -> read(element, place, types, scope));
        return report.errors() > errorsBefore || !scope.broken().isEmpty() ? Optional.empty() : read;
    }

    private @Nullable MovableClass read(TypeElement element, Place place, TypeReader types, Scope scope)
            throws Rejection {
        List<ValueType> arguments = types.openArguments(element, place);
        FieldReader fields = new FieldReader(readers, types.definitions(), types);
        Form form = form(element);
        List<Step> steps = steps(element, place, Bindings.of(element, arguments), fields, form);
        steps.forEach(step -> stepped.add(step.type()));
        FieldBindings bindings = new FieldBindings(readers, types.definitions(), fields, form != Form.GENERATED);
        Optional<List<Field>> carried = reported(element, () -> fields.fields(steps, bindings));
        Optional<List<Resource>> resources = reported(element, () -> bindings.resources(steps));
        if (carried.isEmpty() || resources.isEmpty()) {
            return null;
        }
        return new MovableClass(
                new Definition.OfObject(types.definitions().head(element, arguments), carried.get()),
                scope.targetPackage(),
                resources.get(),
                form,
                scope.definitions(),
                scope.isOpen(),
                new OpenTypes(readers, types, scope).reached(element));
    }

    private Form form(TypeElement element) {
        if (readers.platform().isA(element.asType(), "io.limpid.PreCopied")) {
            return Form.PRE_COPIED;
        }
        return readers.platform().isA(element.asType(), MovableCheck.OWN_STATE) ? Form.BY_ITSELF : Form.GENERATED;
    }

    private static List<Step> steps(TypeElement element, Place place, Bindings bindings, FieldReader fields, Form form)
            throws Rejection {
        try {
            List<Step> steps = fields.constructible(element, bindings, place);
            if (form == Form.GENERATED) {
                FieldReader.checkWhole(steps, element, place);
            }
            return steps;
        } catch (Rejection rejection) {
            Problem problem = rejection.problem();
            String instead = problem == null ? null : ADVICE.get(problem.code());
            throw problem == null || instead == null
                    ? rejection
                    : new Rejection(new Problem(problem.code(), problem.what(), problem.why(), instead));
        }
    }

    /** Reads a part and goes on when there is a mistake in it. */
    private <T> Optional<T> reported(Element element, Reading<T> reading) {
        try {
            return Optional.ofNullable(reading.read());
        } catch (Rejection rejection) {
            report.error(rejection, element);
            return Optional.empty();
        }
    }

    /** Reads something. */
    private interface Reading<T> {
        @Nullable
        T read() throws Rejection;
    }
}
