package io.limpid.generator.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What peers of other builds rely on, as sections of lines: one section for each method and each type, one line for each of its
 * parts. Immutable.
 *
 * @param kind what it is the contract of
 * @param wireName the interface or class on the wire
 * @param javaName the interface or class in Java
 * @param sections by title, such as {@code method deposit(long)}
 */
record Contract(Kind kind, String wireName, String javaName, SortedMap<String, List<String>> sections) {
    private static final String HEAD =
            "# What peers of other builds rely on. Check this file in: the build compares the ";
    private static final String JAVA = "java ";
    private static final String INDENT = "  ";

    /** What has a contract. */
    enum Kind {
        /** A remote interface. */
        INTERFACE("interface", ".contract"),
        /** The state of a movable class. */
        CLASS("class", ".state");

        private final String word;
        private final String suffix;

        Kind(String word, String suffix) {
            this.word = word;
            this.suffix = suffix;
        }

        /** Names it, in the file and in messages. */
        String word() {
            return word;
        }

        /** Ends the names of the files. */
        String suffix() {
            return suffix;
        }
    }

    Contract {
        sections = Collections.unmodifiableSortedMap(new TreeMap<>(sections));
    }

    /** Gives the text of the file: the same contract always gives the same text. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(HEAD).append(kind.word()).append(" with it.\n");
        text.append(kind.word()).append(' ').append(wireName).append('\n');
        text.append(JAVA).append(javaName).append('\n');
        sections.forEach((title, lines) -> {
            text.append('\n').append(title).append('\n');
            lines.forEach(line -> text.append(INDENT).append(line).append('\n'));
        });
        return text.toString();
    }

    /**
     * Reads what {@link #text} wrote; comments and empty lines do not matter.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    static Contract parse(Kind kind, String text) {
        String opening = kind.word() + " ";
        String wireName = null;
        String javaName = null;
        SortedMap<String, List<String>> sections = new TreeMap<>();
        List<String> present = null;
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(opening) && wireName == null) {
                wireName = line.substring(opening.length());
            } else if (line.startsWith(JAVA) && javaName == null) {
                javaName = line.substring(JAVA.length());
            } else if (!line.startsWith(INDENT)) {
                present = new ArrayList<>();
                if (line.indexOf(' ') < 0 || sections.put(line, present) != null) {
                    throw unreadable(i, line);
                }
            } else if (present != null) {
                present.add(line.strip());
            } else {
                throw unreadable(i, line);
            }
        }
        return new Contract(kind, needed(wireName, opening), needed(javaName, JAVA), sections);
    }

    private static IllegalArgumentException unreadable(int index, String line) {
        return new IllegalArgumentException("line " + (index + 1) + ": " + line);
    }

    private static String needed(@Nullable String value, String what) {
        if (value == null) {
            throw new IllegalArgumentException("no line that begins with '" + what.strip() + "'");
        }
        return value;
    }
}
