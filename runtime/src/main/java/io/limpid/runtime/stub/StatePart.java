package io.limpid.runtime.stub;

import java.util.List;

/**
 * A type of the user's that the fields of a movable class reach, as contract files have it.
 *
 * @param title its kind and name: {@code record bank.Entry}
 * @param lines its components, fields, constants or subtypes
 */
public record StatePart(String title, List<String> lines) {
    /** Copies the lines. */
    public StatePart {
        lines = List.copyOf(lines);
    }
}
