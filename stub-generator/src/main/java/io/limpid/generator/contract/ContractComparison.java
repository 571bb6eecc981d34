package io.limpid.generator.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells which changes of an interface peers of the older build bear. Each is judged both ways: an old caller of a new object, and a
 * new caller of an old object.
 *
 * <ul>
 *   <li>Whatever is called must stay: a method, its parameters and result; and its promise may grow, but not shrink.
 *   <li>What is read by position may only be added at the end: components and fields.
 *   <li>What is read by name may be added, never taken away: constants and subtypes.
 *   <li>Exceptions may come and go: one that the other side does not know arrives as a remote failure.
 * </ul>
 */
final class ContractComparison {
    private static final List<String> EFFECTS = List.of("exactly once", "idempotent", "read only");
    static final String EFFECT = "effect ";
    private static final String THROWS = "throws ";

    private final Contract before;
    private final Contract after;
    private final List<Change> changes = new ArrayList<>();

    private ContractComparison(Contract before, Contract after) {
        this.before = before;
        this.after = after;
    }

    /**
     * A change of one line.
     *
     * @param breaking whether peers of the older build do not bear it
     * @param section the title of the section that it is in
     * @param before the old line, empty for one that is new
     * @param after the new line, empty for one that is gone
     * @param advice how the change can be made so that peers bear it, as a sentence; empty if there is nothing particular to say
     */
    record Change(boolean breaking, String section, String before, String after, String advice) {
        /** Whether it is only about what a method promises. */
        boolean isOfEffect() {
            return before.startsWith(EFFECT) && after.startsWith(EFFECT);
        }

        /** Whether the method promises more than before. */
        boolean promisesMore() {
            return effect(after) > effect(before);
        }

        private static int effect(String line) {
            return EFFECTS.indexOf(line.substring(EFFECT.length()));
        }

        @Override
        public String toString() {
            return section + ": "
                    + (before.isEmpty() ? "" : "'" + before + "' ")
                    + (after.isEmpty()
                            ? "is gone"
                            : before.isEmpty() ? "'" + after + "' is new" : "is now '" + after + "'");
        }
    }

    static List<Change> compare(Contract before, Contract after) {
        ContractComparison comparison = new ContractComparison(before, after);
        Set<String> titles = new TreeSet<>(before.sections().keySet());
        titles.addAll(after.sections().keySet());
        titles.forEach(comparison::compare);
        return List.copyOf(comparison.changes);
    }

    private void compare(String title) {
        List<String> old = before.sections().get(title);
        List<String> now = after.sections().get(title);
        if (old == null) {
            changes.add(new Change(false, title, "", title, ""));
        } else if (now == null) {
            compareGone(title);
        } else if (title.startsWith(ContractWriter.METHOD)) {
            compareMethod(title, old, now);
        } else if (title.startsWith("enum ")) {
            compareNames(
                    title, old, now, "Old peers still send it: keep the constant, or keep its name with @WireName.");
        } else if (title.startsWith("sealed ") || title.equals(ContractWriter.VARIABLES)) {
            compareNames(title, old, now, "Old peers still send it: keep the type, or keep its name with @WireName.");
        } else {
            comparePositions(title, old, now);
        }
    }

    private void compareGone(String title) {
        if (title.startsWith(ContractWriter.METHOD)) {
            changes.add(new Change(true, title, title, "", adviceForGone(title)));
            return;
        }
        String name = title.substring(title.indexOf(' ') + 1);
        for (String other : after.sections().keySet()) {
            if (!other.startsWith(ContractWriter.METHOD)
                    && other.substring(other.indexOf(' ') + 1).equals(name)) {
                changes.add(new Change(
                        true, title, title, other, "The two are written differently: give the new one another name."));
                return;
            }
        }
        // Nothing reaches the type any more; whatever did has its own section.
        changes.add(new Change(false, title, title, "", ""));
    }

    private String adviceForGone(String title) {
        String name = nameOf(title);
        String parameters = title.substring(title.indexOf('('));
        for (String added : after.sections().keySet()) {
            if (!added.startsWith(ContractWriter.METHOD) || before.sections().containsKey(added)) {
                continue;
            }
            if (nameOf(added).equals(name)) {
                return "Keep the old form beside " + added.substring(ContractWriter.METHOD.length())
                        + ", as an overload, until no peer calls it.";
            }
            if (added.endsWith(parameters)) {
                return "If it is now called " + nameOf(added) + ", keep its name with @WireName(\"" + name + "\").";
            }
        }
        return "Keep it until no peer calls it.";
    }

    private static String nameOf(String title) {
        return title.substring(ContractWriter.METHOD.length(), title.indexOf('('));
    }

    private void compareMethod(String title, List<String> old, List<String> now) {
        compareSignature(title, signature(old), signature(now));
        Set<String> thrown = new TreeSet<>(exceptions(old));
        thrown.addAll(exceptions(now));
        for (String exception : thrown) {
            if (!now.contains(exception)) {
                changes.add(new Change(false, title, exception, "", ""));
            } else if (!old.contains(exception)) {
                changes.add(new Change(false, title, "", exception, ""));
            }
        }
    }

    private void compareSignature(String title, List<String> old, List<String> now) {
        for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
            String was = i < old.size() ? old.get(i) : "";
            String is = i < now.size() ? now.get(i) : "";
            if (was.equals(is)) {
                continue;
            }
            changes.add(new Change(
                    true,
                    title,
                    was,
                    is,
                    "Keep the method as it was and add one of another name or with other parameters."));
        }
    }

    private static List<String> signature(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith(THROWS)).toList();
    }

    private static List<String> exceptions(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(THROWS)).toList();
    }

    private void compareNames(String title, List<String> old, List<String> now, String advice) {
        for (String line : old) {
            if (!now.contains(line)) {
                changes.add(new Change(true, title, line, "", advice));
            }
        }
        for (String line : now) {
            if (!old.contains(line)) {
                changes.add(new Change(false, title, "", line, ""));
            }
        }
    }

    /** One mistake is one change: the first line that differs tells it, and the lines after it are shifted by the same cause. */
    private void comparePositions(String title, List<String> old, List<String> now) {
        for (int i = 0; i < old.size(); i++) {
            String is = i < now.size() ? now.get(i) : "";
            if (!old.get(i).equals(is)) {
                changes.add(new Change(true, title, old.get(i), is, adviceForPosition(old, now, i)));
                return;
            }
        }
        for (String line : now.subList(old.size(), now.size())) {
            changes.add(new Change(false, title, "", line, ""));
        }
    }

    private static String adviceForPosition(List<String> old, List<String> now, int at) {
        Map<String, String> types = new HashMap<>();
        now.forEach(line -> types.put(name(line), type(line)));
        String name = name(old.get(at));
        if (types.containsKey(name)) {
            return type(old.get(at)).equals(types.get(name))
                    ? "Parts are read in their order: put new ones at the end, and leave the others where they were."
                    : "Keep its type, and add a part of the new type at the end.";
        }
        boolean renamed = at < now.size()
                && type(now.get(at)).equals(type(old.get(at)))
                && old.stream().noneMatch(line -> name(line).equals(name(now.get(at))));
        return renamed
                ? "If it is only called otherwise, keep its name with @WireName(\"" + name + "\")."
                : "Keep it, even if nothing reads it any more.";
    }

    private static String name(String line) {
        return line.substring(0, Math.max(line.indexOf(':'), 0));
    }

    private static String type(String line) {
        return line.substring(line.indexOf(':') + 1);
    }
}
