package io.limpid.generator;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
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
    private static final String SERVICES = "META-INF/services/io.limpid.runtime.stub.RemoteType";

    private final Filer filer;
    private final Elements elements;
    private final CompilationReader reader;
    private final Report report;

    /** The providers by binary name, with the interface of each. */
    private final SortedMap<String, TypeRef> providers = new TreeMap<>();

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
        TypeRef provider = TypeRef.of(remote.targetPackage(), remote.flatName() + "RemoteType");
        providers.put(provider.qualifiedName(), remote.type());
    }

    /** Writes that file; what an earlier compilation registered there stays as long as its class does. */
    void writeServices() {
        if (providers.isEmpty()) {
            return;
        }
        TreeSet<String> names = new TreeSet<>(providers.keySet());
        for (String earlier : earlierProviders()) {
            TypeElement provider = elements.getTypeElement(earlier);
            if (provider != null) {
                names.add(earlier);
            }
        }
        try {
            FileObject file = filer.createResource(
                    StandardLocation.CLASS_OUTPUT, "", SERVICES, origins(List.copyOf(providers.values())));
            try (Writer out = file.openWriter()) {
                for (String name : names) {
                    out.write(name + "\n");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(SERVICES + " cannot be written", e);
        }
    }

    private List<String> earlierProviders() {
        List<String> names = new ArrayList<>();
        try {
            FileObject file = filer.getResource(StandardLocation.CLASS_OUTPUT, "", SERVICES);
            try (BufferedReader in = new BufferedReader(file.openReader(true))) {
                in.lines().filter(line -> !line.isBlank()).forEach(names::add);
            }
        } catch (IOException | RuntimeException e) {
            // There is none yet.
        }
        return names;
    }
}
