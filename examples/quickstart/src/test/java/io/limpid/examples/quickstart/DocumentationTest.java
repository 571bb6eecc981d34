package io.limpid.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents show code that compiles, and point at files that exist. */
class DocumentationTest {
    private static final Path ROOT = Path.of("../..");

    /** A Java block, with the comment above it that says where its code stands. */
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- code: (\\S+) (\\S+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void everyJavaBlockIsTheSnippetThatItNames() throws IOException {
        int blocks = 0;
        for (Path page : pages()) {
            for (MatchResult block : find(BLOCK, page)) {
                assertThat(block.group(1))
                        .as(
                                "%s: a java block without '<!-- code: FILE SNIPPET -->' above it:%n%s",
                                page, block.group(3))
                        .isNotNull();
                assertThat(block.group(3)).as("%s: %s", page, block.group(2)).isEqualTo(snippet(block));
                blocks++;
            }
        }
        assertThat(blocks).isGreaterThanOrEqualTo(3);
    }

    @Test
    void everyLinkToAFileLeadsToOne() throws IOException {
        for (Path page : pages()) {
            for (MatchResult link : find(LINK, page)) {
                assertThat(page.resolveSibling(link.group(1)))
                        .as("a link in %s", page)
                        .exists();
            }
        }
    }

    private static String snippet(MatchResult block) throws IOException {
        String source = Files.readString(ROOT.resolve(block.group(1)));
        String begin = "// snippet: " + block.group(2) + "\n";
        assertThat(source).as(block.group(1)).contains(begin);
        String after = source.substring(source.indexOf(begin) + begin.length());
        // Without the last line break, which would count as a line that is not indented.
        return after.substring(0, after.lastIndexOf('\n', after.indexOf("// end")))
                        .stripIndent() + "\n";
    }

    private static List<MatchResult> find(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page)).results().toList();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(pages::add);
        }
        return pages;
    }
}
