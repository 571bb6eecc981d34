package io.limpid.runtime.everything;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Timeout;
import io.limpid.WireName;
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
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Every kind of type and of method that a Java programmer writes in a remote interface. */
@Remote(types = Values.Percentage.class)
@Timeout(10_000)
public interface Everything extends Scalars, Containers, Repository<Name, Person> {
    /** A constant is no method. */
    int ANSWER = 42;

    Color echoColor(Color value);

    Name echoName(Name value);

    Primitives echoPrimitives(Primitives value);

    Person echoPerson(Person value);

    Page<Person> echoPage(Page<Person> value);

    Pair<String, List<Integer>> echoPair(Pair<String, List<Integer>> value);

    Tree echoTree(Tree value);

    Expression echoExpression(Expression value);

    Result<Name> echoResult(Result<Name> value);

    Result<int[]> echoOtherResult(Result<int[]> value);

    Vehicle echoVehicle(Vehicle value);

    Parcel echoParcel(Parcel value);

    /** Two arguments may be one object. */
    Node[] join(Node one, Node other);

    List<Node> echoNodes(List<Node> nodes);

    boolean areSame(List<String> one, List<String> other, Tree oneTree, Tree otherTree);

    Primitives collect(boolean a, byte b, short c, char d, int e, long f, float g, double h);

    // Generic methods

    <T> T echoAny(T value);

    <T> List<T> repeat(T value, int times);

    <T extends Comparable<T>> T greatest(List<T> values);

    <T extends Expression> T echoBounded(T value);

    <K, V extends Name> Page<Pair<K, V>> pairUp(Map<K, V> map);

    <T> T[] echoArray(T[] values);

    // Methods of all forms

    int sum(int... values);

    <T> int count(T first, T... more);

    String overloaded(int value);

    String overloaded(long value);

    String overloaded(Integer value);

    String overloaded(String value, int times);

    @WireName("overloadedList")
    String overloaded(List<String> values);

    void forget(String what);

    @Nullable
    String remembered();

    @ReadOnly
    long readOnly();

    @Idempotent
    @Timeout(value = 2, unit = TimeUnit.SECONDS)
    void idempotent();

    /** Parameters with the names that generated code uses. */
    String awkward(String invoker, String out, String in, String given, String value, String wait, String object);

    CompletionStage<Person> later(Person value);

    CompletableFuture<Void> laterNothing();

    CompletionStage<? extends List<? extends Name>> laterWild(List<? super Name> value);

    <T> CompletionStage<T> laterAny(T value);

    CompletionStage<String> laterFailing(String message) throws Troubles.RefusedException;

    // Failures

    void fail(String kind) throws Troubles.RefusedException, Troubles.Trouble, IOException;

    // Callbacks

    @Nullable
    Listener subscribe(@Nullable Listener listener);

    int notifyAll(List<Listener> listeners, Note note);

    /** Is given a note, wherever it lives. */
    @Remote
    interface Listener {
        int heard(String what);
    }

    /** Carries a reference inside a value. */
    record Note(String text, Listener author) {}

    // Local methods

    default String local(String value) {
        return "local " + value;
    }

    static String constant() {
        return "constant";
    }

    @Override
    String toString();

    @Override
    boolean equals(@Nullable Object other);

    @Override
    int hashCode();
}
