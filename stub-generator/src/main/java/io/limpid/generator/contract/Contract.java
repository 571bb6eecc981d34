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
 * @param wireName the interface on the wire
 * @param javaName the interface in Java
 * @param sections by title, such as {@code method deposit(long)}
 */
record Contract(String wireName, String javaName, SortedMap<String, List<String>> sections) {
    private static final String HEAD =
            "# What peers of other builds rely on. Check this file in: the build compares the interface with it.";
    private static final String INTERFACE = "interface ";
    private static final String JAVA = "java ";
    private static final String INDENT = "  ";

    Contract {
        sections = Collections.unmodifiableSortedMap(new TreeMap<>(sections));
    }

    /** Gives the text of the file: the same contract always gives the same text. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(HEAD).append('\n');
        text.append(INTERFACE).append(wireName).append('\n');
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
    static Contract parse(String text) {
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
            if (line.startsWith(INTERFACE) && wireName == null) {
                wireName = line.substring(INTERFACE.length());
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
        return new Contract(needed(wireName, INTERFACE), needed(javaName, JAVA), sections);
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
