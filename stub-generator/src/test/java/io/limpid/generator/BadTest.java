package io.limpid.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.limpid.generator.check.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mistake is told in full: the file {@code bad/StreamType.txt} holds all that the compiler says of {@code bad/StreamType.java},
 * line by line, and nothing else.
 */
final class BadTest {
    private static final Path BAD = Path.of("src/test/resources/bad");

    /** Those that depend on files, which the evolution test looks at, and the one that no input should bring about. */
    private static final Set<ErrorCode> ELSEWHERE = Set.of(
            ErrorCode.ContractBroken, ErrorCode.EffectChanged, ErrorCode.ContractFile, ErrorCode.GeneratorFailure);

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void eachMistakeIsToldAtItsLineAndOnce(String name) throws IOException {
        String source = Files.readString(BAD.resolve(name + ".java"));

        Compilation compilation = Compilations.process(List.of(
                JavaFileObjects.forSourceString(source.startsWith("package bad;") ? "bad." + name : name, source)));

        assertThat(said(compilation)).isEqualTo(Files.readString(BAD.resolve(name + ".txt")));
    }

    @Test
    void everyCodeHasItsCase() {
        Set<String> texts = Arrays.stream(ErrorCode.values())
                .filter(code -> !ELSEWHERE.contains(code))
                .filter(code -> !isCase(code))
                .map(ErrorCode::name)
                .collect(Collectors.toSet());

        assertThat(texts).isEmpty();
    }

    private static boolean isCase(ErrorCode code) {
        try {
            return Files.exists(BAD.resolve(code + ".txt"))
                    && Files.readString(BAD.resolve(code + ".txt")).contains("[" + code + "]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String said(Compilation compilation) {
        return compilation.errors().stream()
                .map(error -> "line " + error.getLineNumber() + ": " + error.getMessage(Locale.ROOT) + "\n")
                .collect(Collectors.joining("\n"));
    }
}
