package io.limpid.generator.read;

import io.limpid.Remote;
import io.limpid.RemoteOf;
import io.limpid.generator.check.Report;
import io.limpid.generator.model.MovableClass;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.TypeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Reads the remote interfaces of a compilation, round by round. One that names a type not known yet is read again in the next round,
 * when another processor may have written it.
 */
public final class CompilationReader {
    private final Platform platform;
    private final RemoteTypes remoteTypes;
    private final RemoteInterfaceReader interfaces;
    private final DeclarationCheck declarations;
    private final AnnotationCheck annotations;
    private final MovableReader movables;

    /** The types whose source is at hand. */
    private final Set<Element> sources = new HashSet<>();

    /** The interfaces still to be read, with the element that makes each remote, in source order. */
    private final Map<TypeElement, Element> pending = new LinkedHashMap<>();

    private final Map<String, TypeElement> wireNames = new HashMap<>();
    private final WireNames names;

    /** Begins a compilation. */
    public CompilationReader(ProcessingEnvironment environment, Report report) {
        this.platform = new Platform(environment);
        this.remoteTypes = new RemoteTypes(platform);
        this.names = new WireNames(report);
        Readers readers = new Readers(platform, remoteTypes, names, report);
        this.interfaces = new RemoteInterfaceReader(readers);
        this.movables = new MovableReader(readers);
        this.declarations = new DeclarationCheck(platform, report);
        this.annotations = new AnnotationCheck(report);
    }

    /** Reads what a round brings; a broken interface is reported and left out. */
    public List<RemoteInterface> read(RoundEnvironment round) {
        sources.addAll(round.getRootElements());
        round.getElementsAnnotatedWith(Remote.class).forEach(this::addRemote);
        round.getElementsAnnotatedWith(RemoteOf.class).forEach(this::addRemoteOf);
        round.getElementsAnnotatedWith(RemoteOf.List.class).forEach(this::addRemoteOf);
        annotations.check(round);
        List<RemoteInterface> read = new ArrayList<>();
        for (Map.Entry<TypeElement, Element> entry : List.copyOf(pending.entrySet())) {
            try {
                String targetPackage = platform.elements()
                        .getPackageOf(entry.getValue())
                        .getQualifiedName()
                        .toString();
                Optional<RemoteInterface> remote = interfaces.read(entry.getKey(), targetPackage, sources);
                remote.ifPresent(read::add);
                pending.remove(entry.getKey());
            } catch (UnresolvedTypeException e) {
                // Stays pending. If nobody writes the type, the compiler says so itself.
            }
        }
        return read;
    }

    /** Reads the movable classes of the same round, whose remote interfaces are known then. */
    public List<MovableClass> readMovable(RoundEnvironment round) {
        return movables.read(round, sources);
    }

    private void addRemote(Element element) {
        if (declarations.isLawful(element) && element instanceof TypeElement type) {
            add(type, type, null);
        }
    }

    private void addRemoteOf(Element holder) {
        for (AnnotationMirror mirror : holder.getAnnotationMirrors()) {
            if (Annotations.is(mirror, RemoteOf.class)) {
                addNamed(mirror, holder);
            } else if (Annotations.is(mirror, RemoteOf.List.class)) {
                Annotations.elements(Annotations.value(mirror, "value"))
                        .forEach(one -> addNamed((AnnotationMirror) one.getValue(), holder));
            }
        }
    }

    private void addNamed(AnnotationMirror mirror, Element holder) {
        AnnotationValue value = Annotations.value(mirror, "value");
        if (value == null) {
            return;
        }
        TypeElement named = declarations.named(mirror, value, holder, remoteTypes);
        if (named != null) {
            add(named, holder, mirror);
        }
    }

    private void add(TypeElement type, Element holder, @Nullable AnnotationMirror mirror) {
        TypeElement other = wireNames.putIfAbsent(names.of(type), type);
        if (other != null && !other.equals(type)) {
            declarations.reportNameTaken(type, other, names.of(type), holder, mirror);
            return;
        }
        pending.put(type, holder);
    }

    /** Finds the element of a type that was read, as the origin of what is generated. */
    public Optional<TypeElement> element(TypeRef type) {
        return Optional.ofNullable(platform.elements().getTypeElement(type.qualifiedName()));
    }
}
