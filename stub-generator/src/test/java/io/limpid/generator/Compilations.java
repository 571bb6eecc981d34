package io.limpid.generator;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/**
 * Runs the generator over sources, with no more of the runtime than the names of its types. Bodies of what is generated are not
 * compiled here; the runtime's own tests do that.
 */
public final class Compilations {
    private static final List<JavaFileObject> RUNTIME = Stream.of(
                    "identity.InterfaceId",
                    "invocation.Arguments",
                    "invocation.Effect",
                    "invocation.MethodDescriptor<R>",
                    "invocation.Replication",
                    "stub.OpenTypes",
                    "stub.RemoteType<T>",
                    "stub.Resources",
                    "stub.Skeleton<T>",
                    "stub.StateField",
                    "stub.StatePart",
                    "stub.StateType<T>",
                    "stub.Stub",
                    "stub.StubInvoker",
                    "wire.Codec<T>",
                    "wire.Codecs",
                    "wire.ObjectCodec<T>",
                    "wire.ObjectField",
                    "wire.ObjectFields",
                    "wire.PayloadReader",
                    "wire.PayloadWriter",
                    "wire.RecordCodec<T>",
                    "wire.ThrowableCodec<T>",
                    "wire.ThrownTypes",
                    "wire.WireType<T>")
            .map(Compilations::declaration)
            .toList();

    private Compilations() {}

    private static JavaFileObject declaration(String type) {
        int dot = type.indexOf('.');
        String name = type.substring(dot + 1).replaceAll("<.>", "");
        boolean extended = name.endsWith("ectCodec") || name.equals("RecordCodec") || name.equals("ThrowableCodec");
        String packageName = "io.limpid.runtime." + type.substring(0, dot);
        return JavaFileObjects.forSourceString(
                packageName + "." + name,
                "package " + packageName + "; public " + (extended ? "class " : "interface ") + type.substring(dot + 1)
                        + " {}");
    }

    /** Processes the sources, with these options besides. */
    public static Compilation process(List<JavaFileObject> sources, String... options) {
        List<Object> all = new ArrayList<>(List.of("-proc:only", "-Xlint:-processing"));
        all.addAll(Arrays.asList(options));
        List<JavaFileObject> files = new ArrayList<>(sources);
        files.addAll(RUNTIME);
        return javac().withProcessors(new RemoteProcessor()).withOptions(all).compile(files);
    }

    /** Processes one source. */
    public static Compilation process(String name, String source, String... options) {
        return process(List.of(JavaFileObjects.forSourceString(name, source)), options);
    }
}
