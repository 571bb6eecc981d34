package io.limpid.runtime.simulation;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Directory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A directory that knows what the test tells it, and counts who asks. */
public final class FakeDirectory implements Directory {
    private final Map<ObjectName, Binding> bindings = new ConcurrentHashMap<>();
    private final List<ObjectName> questions = new CopyOnWriteArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private volatile String outage = "";
    private volatile boolean holding;

    private record Held(ObjectName name, CompletableFuture<Resolution> answer) {}

    /** Makes a binding, the first endpoint being the primary. */
    public static Binding binding(String name, long epoch, Endpoint... endpoints) {
        List<Replica> replicas = Arrays.stream(endpoints)
                .map(endpoint -> new Replica(
                        "host-" + endpoint.port(),
                        endpoint,
                        endpoint.equals(endpoints[0]) ? Replica.Role.PRIMARY : Replica.Role.BACKUP))
                .toList();
        return new Binding(new ObjectName(name), new InterfaceId("test.Account"), epoch, epoch, replicas);
    }

    /** Learns where a name is. */
    public void bind(Binding binding) {
        bindings.put(binding.name(), binding);
    }

    /** Forgets a name. */
    public void unbind(String name) {
        bindings.remove(new ObjectName(name));
    }

    /** Answers that nobody can be asked, until this is called with an empty reason. */
    public void fail(String reason) {
        outage = reason;
    }

    /** Keeps questions unanswered until {@link #release()}. */
    public void hold() {
        holding = true;
    }

    /** Answers what was held, with what is known now. */
    public void release() {
        holding = false;
        List<Held> due;
        synchronized (held) {
            due = List.copyOf(held);
            held.clear();
        }
        due.forEach(question -> question.answer.complete(answer(question.name)));
    }

    /** Every question so far. */
    public List<ObjectName> questions() {
        return List.copyOf(questions);
    }

    @Override
    public CompletableFuture<Resolution> resolve(ObjectName name) {
        questions.add(name);
        if (!holding) {
            return CompletableFuture.completedFuture(answer(name));
        }
        Held question = new Held(name, new CompletableFuture<>());
        synchronized (held) {
            held.add(question);
        }
        return question.answer;
    }

    private Resolution answer(ObjectName name) {
        if (!outage.isEmpty()) {
            return new Resolution.Unavailable(outage);
        }
        Binding known = bindings.get(name);
        return known == null ? new Resolution.Absent() : new Resolution.Bound(known);
    }

    @Override
    public String toString() {
        return "directory";
    }
}
