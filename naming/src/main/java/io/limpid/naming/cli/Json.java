package io.limpid.naming.cli;

import java.util.List;
import java.util.Locale;

/** One JSON object on one line, its members in the order in which they are put. */
final class Json {
    private final StringBuilder members = new StringBuilder();

    Json put(String name, String value) {
        return member(name, quoted(value));
    }

    Json put(String name, long value) {
        return member(name, Long.toString(value));
    }

    Json put(String name, boolean value) {
        return member(name, Boolean.toString(value));
    }

    Json put(String name, List<Json> values) {
        return member(
                name, values.stream().map(Json::toString).collect(java.util.stream.Collectors.joining(",", "[", "]")));
    }

    private Json member(String name, String value) {
        members.append(members.isEmpty() ? "" : ",")
                .append(quoted(name))
                .append(':')
                .append(value);
        return this;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return "{" + members + "}";
    }
}
