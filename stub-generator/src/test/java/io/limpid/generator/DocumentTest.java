package io.limpid.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.generator.check.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual lists every code with the words of its javadoc. */
final class DocumentTest {
    private static final Path MANUAL = Path.of("../docs/annotations.md");
    private static final Path CODES = Path.of("src/main/java/io/limpid/generator/check/ErrorCode.java");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\* (.*?) \\*/\\s+([A-Z]\\w+)");
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z]\\w+)` \\| (.*) \\|");

    @Test
    void theManualListsEveryCodeAsTheSourceExplainsIt() throws IOException {
        Map<String, String> explained = new LinkedHashMap<>();
        Matcher javadoc = JAVADOC.matcher(Files.readString(CODES));
        while (javadoc.find()) {
            explained.put(javadoc.group(2), javadoc.group(1).replaceAll("\\{@code (.*?)}", "`$1`"));
        }

        String manual = Files.readString(MANUAL);
        Map<String, String> listed = new LinkedHashMap<>();
        Matcher row = ROW.matcher(manual.substring(manual.indexOf("## What the generator refuses")));
        while (row.find()) {
            listed.put(row.group(1), row.group(2));
        }

        assertThat(listed).containsExactlyEntriesOf(explained);
        assertThat(listed.keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::name).toList());
    }
}
