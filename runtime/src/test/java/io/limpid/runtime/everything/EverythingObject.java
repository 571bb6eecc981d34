package io.limpid.runtime.everything;

import io.limpid.runtime.everything.Troubles.BigTrouble;
import io.limpid.runtime.everything.Troubles.RefusedException;
import io.limpid.runtime.everything.Troubles.SmallTrouble;
import io.limpid.runtime.everything.Troubles.Trouble;
import io.limpid.runtime.everything.Troubles.UnknownTrouble;
import io.limpid.runtime.everything.Values.Color;
import io.limpid.runtime.everything.Values.Expression;
import io.limpid.runtime.everything.Values.Name;
import io.limpid.runtime.everything.Values.Node;
import io.limpid.runtime.everything.Values.Page;
import io.limpid.runtime.everything.Values.Pair;
import io.limpid.runtime.everything.Values.Parcel;
import io.limpid.runtime.everything.Values.Person;
import io.limpid.runtime.everything.Values.Primitives;
import io.limpid.runtime.everything.Values.Result;
import io.limpid.runtime.everything.Values.Tree;
import io.limpid.runtime.everything.Values.Vehicle;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The object behind {@link Everything}. */
public final class EverythingObject extends EchoedContainers implements Everything {
    private final Map<Name, Person> people = new LinkedHashMap<>();
    private @Nullable String remembered;

    @Override
    public Color echoColor(Color value) {
        return value;
    }

    @Override
    public Name echoName(Name value) {
        return value;
    }

    @Override
    public Primitives echoPrimitives(Primitives value) {
        return value;
    }

    @Override
    public Person echoPerson(Person value) {
        return value;
    }

    @Override
    public Page<Person> echoPage(Page<Person> value) {
        return value;
    }

    @Override
    public Pair<String, List<Integer>> echoPair(Pair<String, List<Integer>> value) {
        return value;
    }

    @Override
    public Tree echoTree(Tree value) {
        return value;
    }

    @Override
    public Expression echoExpression(Expression value) {
        return value;
    }

    @Override
    public Result<Name> echoResult(Result<Name> value) {
        return value;
    }

    @Override
    public Result<int[]> echoOtherResult(Result<int[]> value) {
        return value;
    }

    @Override
    public Vehicle echoVehicle(Vehicle value) {
        return value;
    }

    @Override
    public Parcel echoParcel(Parcel value) {
        return value;
    }

    @Override
    public Node[] join(Node one, Node other) {
        one.others.add(other);
        other.next = one;
        return new Node[] {one, other, one};
    }

    @Override
    public List<Node> echoNodes(List<Node> nodes) {
        return nodes;
    }

    @Override
    public boolean areSame(List<String> one, List<String> other, Tree oneTree, Tree otherTree) {
        return one == other && oneTree == otherTree;
    }

    @Override
    public Primitives collect(boolean a, byte b, short c, char d, int e, long f, float g, double h) {
        return new Primitives(a, b, c, d, e, f, g, h);
    }

    @Override
    public <T> T echoAny(T value) {
        return value;
    }

    @Override
    public <T> List<T> repeat(T value, int times) {
        return new ArrayList<>(Collections.nCopies(times, value));
    }

    @Override
    public <T extends Comparable<T>> T greatest(List<T> values) {
        return Collections.max(values);
    }

    @Override
    public <T extends Expression> T echoBounded(T value) {
        return value;
    }

    @Override
    public <K, V extends Name> Page<Pair<K, V>> pairUp(Map<K, V> map) {
        List<Pair<K, V>> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(new Pair<>(key, value, new Pair<>(value, key, null))));
        return new Page<>(pairs, "end");
    }

    @Override
    public <T> T[] echoArray(T[] values) {
        return values;
    }

    @Override
    public int sum(int... values) {
        int sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }

    @Override
    @SafeVarargs
    public final <T> int count(T first, T... more) {
        return 1 + more.length;
    }

    @Override
    public String overloaded(int value) {
        return "int";
    }

    @Override
    public String overloaded(long value) {
        return "long";
    }

    @Override
    public String overloaded(Integer value) {
        return "Integer";
    }

    @Override
    public String overloaded(String value, int times) {
        return "String, int";
    }

    @Override
    public String overloaded(List<String> values) {
        return "List";
    }

    @Override
    public void forget(String what) {
        remembered = what;
    }

    @Override
    public @Nullable String remembered() {
        return remembered;
    }

    @Override
    public long readOnly() {
        return ANSWER;
    }

    @Override
    public void idempotent() {
        remembered = "idempotent";
    }

    @Override
    public String awkward(
            String invoker, String out, String in, String given, String value, String wait, String object) {
        return String.join(",", invoker, out, in, given, value, wait, object);
    }

    @Override
    public CompletionStage<Person> later(Person value) {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public CompletableFuture<Void> laterNothing() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<? extends List<? extends Name>> laterWild(List<? super Name> value) {
        List<Name> names = new ArrayList<>();
        value.forEach(each -> names.add((Name) each));
        return CompletableFuture.completedFuture(names);
    }

    @Override
    public <T> CompletionStage<T> laterAny(T value) {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public CompletionStage<String> laterFailing(String message) throws RefusedException {
        RefusedException failure = new RefusedException(message, 7, List.of(), null);
        if (message.startsWith("at once")) {
            throw failure;
        }
        return CompletableFuture.failedFuture(failure);
    }

    @Override
    public void fail(String kind) throws RefusedException, Trouble, IOException {
        switch (kind) {
            case "refused" ->
                throw new RefusedException(
                        "not you",
                        403,
                        List.of(new Name("A", "B")),
                        new IllegalStateException("closed", new UnknownTrouble("inside")));
            case "big" -> throw new BigTrouble("oh");
            case "small" -> throw new SmallTrouble("ah", "wait");
            case "io" -> throw new IOException("disk");
            case "file" -> throw new FileNotFoundException("gone");
            case "unchecked" -> throw new IllegalStateException("bad state");
            default -> throw new UnknownTrouble(kind);
        }
    }

    @Override
    public @Nullable Listener subscribe(@Nullable Listener listener) {
        if (listener != null) {
            listener.heard("subscribed");
        }
        return listener;
    }

    @Override
    public int notifyAll(List<Listener> listeners, Note note) {
        int sum = note.author().heard("author of " + note.text());
        for (Listener listener : listeners) {
            sum += listener.heard(note.text());
        }
        return sum;
    }

    @Override
    public Optional<Person> put(Name key, Person value) {
        return Optional.ofNullable(people.put(key, value));
    }

    @Override
    public Optional<Person> find(Name key) {
        return Optional.ofNullable(people.get(key));
    }

    @Override
    public Map<Name, Person> all() {
        return people;
    }
}
