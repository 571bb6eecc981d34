package io.limpid.generator;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
import io.limpid.generator.contract.ContractFiles;
import io.limpid.generator.model.MovableClass;
import io.limpid.generator.model.RemoteInterface;
import io.limpid.generator.model.TypeRef;
import io.limpid.generator.read.CompilationReader;
import io.limpid.generator.write.SourceWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads every interface marked {@code io.limpid.Remote} and every class marked {@code io.limpid.Movable} of a compilation, checks it,
 * and writes what calls the one and captures the other.
 */
// Everything, not Remote alone: javac warns of the option below in a compilation that matches no annotation, and
// warnings are errors in a module whose remote interfaces are all in its tests.
@SupportedAnnotationTypes("*")
@SupportedOptions({RemoteProcessor.CONTRACTS, RemoteProcessor.ACCEPT})
public final class RemoteProcessor extends AbstractProcessor {
    /** The option that names the directory of the contract files. */
    static final String CONTRACTS = "limpid.contracts";

    /** The option that accepts changes which break the contract, with the value {@code accept}. */
    static final String ACCEPT = "limpid.contract";

    private @Nullable Compilation compilation;

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        compilation = new Compilation(environment);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Compilation running = compilation;
        if (running == null) {
            throw new IllegalStateException("process() before init()");
        }
        try {
            running.process(round);
        } catch (RuntimeException e) {
            Problem problem = new Problem(
                    ErrorCode.GeneratorFailure,
                    "the stub generator failed: " + e + at(e) + ".",
                    "Nothing is generated for the interfaces of this compilation.",
                    "This is a mistake of Limpid's: please report it with the interface that brought it about.");
            processingEnv.getMessager().printMessage(Kind.ERROR, problem.message());
        }
        return false;
    }

    private static String at(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    /** What one compilation needs. */
    private static final class Compilation {
        private final CompilationReader reader;
        private final SourceWriter writer = new SourceWriter();
        private final Output output;
        private final ContractFiles contracts;
        private final Report report;
        private boolean hintGiven;

        Compilation(ProcessingEnvironment environment) {
            this.report = new Report(environment.getMessager());
            String directory = environment.getOptions().get(CONTRACTS);
            boolean accept = "accept".equals(environment.getOptions().get(ACCEPT));
            this.hintGiven = directory != null;
            this.contracts = new ContractFiles(directory == null ? null : Path.of(directory), accept, report);
            this.reader = new CompilationReader(environment, report);
            this.output = new Output(environment, reader, report);
        }

        void process(RoundEnvironment round) {
            if (round.processingOver()) {
                if (!round.errorRaised()) {
                    output.writeServices();
                }
                return;
            }
            List<RemoteInterface> interfaces = reader.read(round);
            List<MovableClass> movables = reader.readMovable(round);
            writer.write(interfaces, movables).forEach(output::write);
            interfaces.forEach(output::register);
            movables.forEach(output::register);
            checkContracts(interfaces, movables);
        }

        private void checkContracts(List<RemoteInterface> interfaces, List<MovableClass> movables) {
            if (!hintGiven && !(interfaces.isEmpty() && movables.isEmpty())) {
                hintGiven = true;
                report.note(
                        "Limpid: no contracts are kept, so nothing warns of changes that break peers of other builds;"
                                + " name a directory for them with -A" + CONTRACTS + "=src/main/limpid.");
            }
            contracts.checkInterfaces(withElements(interfaces, RemoteInterface::type));
            contracts.checkMovables(withElements(movables, MovableClass::type));
        }

        private <T> Map<T, Element> withElements(List<T> read, Function<T, TypeRef> type) {
            Map<T, Element> elements = new LinkedHashMap<>();
            for (T each : read) {
                reader.element(type.apply(each)).ifPresent(element -> elements.put(each, element));
            }
            return elements;
        }
    }
}
