package io.limpid.runtime.processes;

import io.limpid.generator.RemoteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What a user's build makes of sources: javac with the generator.
 *
 * @param classes where the classes are
 * @param errors the errors in full, in order; none if it went well
 * @param notes what was said besides
 */
public record Build(Path classes, List<String> errors, List<String> notes) {
    /** Compiles all sources below a folder, with contract files in another. */
    public static Build of(Path sources, Path contracts, Path classes, String... options) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> all = new ArrayList<>(List.of(
                "--release",
                "17",
                "-classpath",
                JavaProcess.classPath(),
                "-d",
                Files.createDirectories(classes).toString(),
                "-Alimpid.contracts=" + contracts));
        all.addAll(Arrays.asList(options));
        try (StandardJavaFileManager files = javac.getStandardFileManager(said, Locale.ROOT, null);
                Stream<Path> found = Files.walk(sources)) {
            List<Path> java =
                    found.filter(file -> file.toString().endsWith(".java")).toList();
            JavaCompiler.CompilationTask task =
                    javac.getTask(null, files, said, all, null, files.getJavaFileObjectsFromPaths(java));
            task.setProcessors(List.of(new RemoteProcessor()));
            task.call();
        }
        return new Build(classes, said(said, true), said(said, false));
    }

    private static List<String> said(DiagnosticCollector<JavaFileObject> said, boolean errors) {
        return said.getDiagnostics().stream()
                .filter(each -> errors == (each.getKind() == Diagnostic.Kind.ERROR))
                .map(each -> each.getMessage(Locale.ROOT))
                .toList();
    }
}
