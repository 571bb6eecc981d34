package io.limpid.runtime.migration;

import io.limpid.runtime.stub.StatePart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether a host understands the state that another sends, by the rules of the contract files. See "The state of
 * an object" in DESIGN.md.
 *
 * <ul>
 *   <li>What is read by position, fields and components, must be the same up to the end of the shorter list: the reader skips what it does
 *       not know, and what it was not sent keeps what the constructor gave it.
 *   <li>What is read by name, constants and subtypes, may differ: a name that the reader does not know is refused when it turns up, which
 *       is before the commit, too.
 *   <li>What is bound by type is not sent, and what is reached on one side only is not read.
 * </ul>
 */
final class LayoutComparison {
    private LayoutComparison() {}

    /** Says why a host whose class has the one layout cannot take an object that comes with the other; empty if it can. */
    static Optional<String> refusal(StateLayout coming, StateLayout here) {
        if (!coming.wireName().equals(here.wireName())) {
            return Optional.of("an object of " + coming.wireName() + " is no object of " + here.wireName());
        }
        if (coming.writesItself() != here.writesItself()) {
            return Optional.of(coming.wireName() + " is captured by itself (MovableState) "
                    + (coming.writesItself() ? "where it comes from, and by generated code here" : "here alone"));
        }
        Optional<String> fields = refusal("class " + coming.wireName(), lines(coming), lines(here));
        return fields.isPresent() ? fields : parts(coming, here);
    }

    private static List<String> lines(StateLayout layout) {
        return layout.sent().stream()
                .map(field -> field.name() + ": " + field.type())
                .toList();
    }

    private static Optional<String> parts(StateLayout coming, StateLayout here) {
        Map<String, StatePart> known = new HashMap<>();
        here.parts().forEach(part -> known.put(name(part), part));
        for (StatePart part : coming.parts()) {
            StatePart same = known.get(name(part));
            Optional<String> refusal = same == null ? Optional.empty() : refusal(part, same);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static String name(StatePart part) {
        return part.title().substring(part.title().indexOf(' ') + 1);
    }

    private static Optional<String> refusal(StatePart coming, StatePart here) {
        if (!coming.title().equals(here.title())) {
            return Optional.of("the " + coming.title() + " comes where the " + here.title() + " is here");
        }
        boolean byName = coming.title().startsWith("enum ") || coming.title().startsWith("sealed ");
        return byName ? Optional.empty() : refusal(coming.title(), coming.lines(), here.lines());
    }

    private static Optional<String> refusal(String where, List<String> coming, List<String> here) {
        List<String> shorter = coming.size() < here.size() ? coming : here;
        for (int i = 0; i < shorter.size(); i++) {
            if (!coming.get(i).equals(here.get(i))) {
                return Optional.of(where + ": '" + coming.get(i) + "' comes where '" + here.get(i) + "' is here"
                        + (here.contains(coming.get(i)) ? "; parts are read in their order, and not by name" : ""));
            }
        }
        return Optional.empty();
    }
}
