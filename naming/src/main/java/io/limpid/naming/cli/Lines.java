package io.limpid.naming.cli;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Entry;
import java.util.Locale;
import java.util.stream.Collectors;

/** Entries and changes as lines: for people in columns, for scripts as JSON. */
final class Lines {
    private Lines() {}

    static String text(Entry entry) {
        Binding binding = entry.binding();
        String places = binding.replicas().stream()
                .map(replica -> replica.host() + "@" + replica.endpoint())
                .collect(Collectors.joining(","));
        return binding.name() + "\t" + places + "\t" + binding.type() + "\tepoch " + binding.epoch()
                + (entry.suspect() ? "\tsuspect" : "");
    }

    static String text(Change change) {
        return String.format(Locale.ROOT, "%-8s ", event(change))
                + change.entry().map(Lines::text).orElseGet(() -> change.name().path());
    }

    static Json json(Entry entry) {
        return put(new Json(), entry);
    }

    static Json json(Change change) {
        Json json = new Json().put("event", event(change)).put("revision", change.revision());
        return change.entry()
                .map(entry -> put(json, entry))
                .orElseGet(() -> json.put("name", change.name().path()));
    }

    /** A binding's epoch is the revision that made it, so a change of another revision is one of suspicion alone. */
    private static String event(Change change) {
        return change.entry()
                .map(entry -> entry.binding().epoch() == change.revision()
                        ? "bound"
                        : entry.suspect() ? "suspect" : "trusted")
                .orElse("unbound");
    }

    private static Json put(Json json, Entry entry) {
        Binding binding = entry.binding();
        return json.put("name", binding.name().path())
                .put("interface", binding.type().name())
                .put("epoch", binding.epoch())
                .put("incarnation", binding.incarnation())
                .put("suspect", entry.suspect())
                .put("replicas", binding.replicas().stream().map(Lines::json).toList());
    }

    private static Json json(Replica replica) {
        return new Json()
                .put("host", replica.host())
                .put("endpoint", replica.endpoint().toString())
                .put("role", replica.role().name().toLowerCase(Locale.ROOT));
    }
}
