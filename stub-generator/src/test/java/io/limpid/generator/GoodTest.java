package io.limpid.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** What is lawful is accepted, and what is written for it is pinned, word by word, for one interface with all that it reaches. */
final class GoodTest {
    private static final Path GOOD = Path.of("src/test/resources/good");
    private static final Path EXPECTED = Path.of("src/test/resources/expected");

    @Test
    void lawfulInterfacesOfAllFormsAreAccepted() throws IOException {
        Compilation compilation = Compilations.process(sources(GOOD));

        assertThat(compilation.errors()).isEmpty();
        assertThat(generated(compilation))
                .containsKeys(
                        "ours/LedgerStub.java",
                        "ours/LedgerEntryCodec.java",
                        "ours/GenericStub.java",
                        "ours/GenericChestStub.java",
                        "ours/RecursiveAnyCodec.java");
    }

    @Test
    void whatIsWrittenIsPinned() throws IOException {
        SortedMap<String, String> written = generated(Compilations.process(sources(EXPECTED)));

        SortedMap<String, String> expected = new TreeMap<>();
        try (Stream<Path> files = Files.walk(EXPECTED)) {
            files.filter(file -> file.toString().endsWith(".txt"))
                    .forEach(file -> expected.put(name(file), text(file)));
        }
        assertThat(written).isEqualTo(expected);
    }

    @Test
    void whatIsSaidOfGroupsIsPartOfTheDescriptor() throws IOException {
        String methods = generated(Compilations.process(sources(GOOD))).get("ours/QuotesMethods.java");

        assertThat(methods.lines().map(String::strip).filter(line -> line.startsWith("Replication.")))
                .containsExactly(
                        "Replication.of(Strategy.HEDGED));",
                        "Replication.of(Strategy.MAJORITY).combining(Combine.VOTE));",
                        "Replication.ofAll(0.4).combining(Combine.UNION));",
                        "Replication.of(Strategy.QUORUM, 2).combining(new Quotes.Middle()));",
                        "Replication.of(Strategy.ALL));",
                        "Replication.of(Strategy.FAILOVER).stickingTo(StickyArguments.class, StickyArguments::symbol));",
                        "Replication.of(Strategy.FORKING, 2).selecting(Select.ZONE));");
    }

    @Test
    void theOrderOfTheSourcesDoesNotMatter() throws IOException {
        List<JavaFileObject> sources = sources(GOOD);
        List<JavaFileObject> reversed = new ArrayList<>(sources);
        Collections.reverse(reversed);

        assertThat(generated(Compilations.process(reversed))).isEqualTo(generated(Compilations.process(sources)));
    }

    private static String name(Path file) {
        String relative = EXPECTED.relativize(file).toString();
        return relative.substring(0, relative.length() - ".txt".length());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JavaFileObject> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(GoodTest::source)
                    .toList();
        }
    }

    private static JavaFileObject source(Path file) {
        try {
            return JavaFileObjects.forResource(file.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The generated files by path. */
    static SortedMap<String, String> generated(Compilation compilation) {
        SortedMap<String, String> files = new TreeMap<>();
        for (JavaFileObject file : compilation.generatedFiles()) {
            String path = file.toUri().getPath().replaceFirst("^/(SOURCE|CLASS)_OUTPUT/", "");
            try {
                files.put(path, new String(file.openInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
