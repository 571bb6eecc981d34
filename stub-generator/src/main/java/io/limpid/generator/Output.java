package io.limpid.generator;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
import io.limpid.generator.model.MovableClass;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.TypeRef;
import io.limpid.generator.read.CompilationReader;
import io.limpid.generator.write.GeneratedSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Hands generated files to the compiler, with the elements that they were made of. */
final class Output {
    private static final String SERVICES = "META-INF/services/io.limpid.runtime.stub.";
    private static final String REMOTE = "RemoteType";
    private static final String STATE = "StateType";

    private final Filer filer;
    private final Elements elements;
    private final CompilationReader reader;
    private final Report report;

    /** The providers by what they provide: by binary name, with the interface or class of each. */
    private final Map<String, SortedMap<String, TypeRef>> providers =
            Map.of(REMOTE, new TreeMap<>(), STATE, new TreeMap<>());

    Output(ProcessingEnvironment environment, CompilationReader reader, Report report) {
        this.filer = environment.getFiler();
        this.elements = environment.getElementUtils();
        this.reader = reader;
        this.report = report;
    }

    void write(GeneratedSource source) {
        Element[] origins = origins(source.origins());
        try (Writer out =
                filer.createSourceFile(source.type().qualifiedName(), origins).openWriter()) {
            out.write(source.text());
        } catch (FilerException e) {
            report.error(
                    new Problem(
                            ErrorCode.GeneratedNameTaken,
                            "the class " + source.type() + " that is to be generated exists already.",
                            "Stubs and codecs are named after the types that they are made of.",
                            "Rename the class that stands in the way, or the type."),
                    origins[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(source.type() + " cannot be written", e);
        }
    }

    private Element[] origins(List<TypeRef> types) {
        return types.stream().map(reader::element).flatMap(Optional::stream).toArray(Element[]::new);
    }

    /** Remembers the interface for the file by which the runtime finds what was generated. */
    void register(RemoteInterface remote) {
        register(REMOTE, remote.targetPackage(), remote.type());
    }

    /** Remembers the movable class likewise. */
    void register(MovableClass movable) {
        register(STATE, movable.targetPackage(), movable.type());
    }

    private void register(String service, String targetPackage, TypeRef type) {
        TypeRef provider = TypeRef.of(targetPackage, type.flatName() + service);
        providersOf(service).put(provider.qualifiedName(), type);
    }

    private SortedMap<String, TypeRef> providersOf(String service) {
        return Objects.requireNonNull(providers.get(service), service);
    }

    /** Writes those files; what an earlier compilation registered there stays as long as its class does. */
    void writeServices() {
        writeServices(REMOTE);
        writeServices(STATE);
    }

    private void writeServices(String service) {
        SortedMap<String, TypeRef> present = providersOf(service);
        if (present.isEmpty()) {
            return;
        }
        TreeSet<String> names = new TreeSet<>(present.keySet());
        for (String earlier : earlierProviders(service)) {
            TypeElement provider = elements.getTypeElement(earlier);
            if (provider != null) {
                names.add(earlier);
            }
        }
        try {
            FileObject file = filer.createResource(
                    StandardLocation.CLASS_OUTPUT, "", SERVICES + service, origins(List.copyOf(present.values())));
            try (Writer out = file.openWriter()) {
                for (String name : names) {
                    out.write(name + "\n");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(SERVICES + service + " cannot be written", e);
        }
    }

    private List<String> earlierProviders(String service) {
        List<String> names = new ArrayList<>();
        try {
            FileObject file = filer.getResource(StandardLocation.CLASS_OUTPUT, "", SERVICES + service);
            try (BufferedReader in = new BufferedReader(file.openReader(true))) {
                in.lines().filter(line -> !line.isBlank()).forEach(names::add);
            }
        } catch (IOException | RuntimeException e) {
            // There is none yet.
        }
        return names;
    }
}
