package io.limpid.runtime.everything;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.limpid.RemoteFailureException;
import io.limpid.runtime.everything.Everything.Listener;
import io.limpid.runtime.everything.Everything.Note;
import io.limpid.runtime.everything.Troubles.BigTrouble;
import io.limpid.runtime.everything.Troubles.RefusedException;
import io.limpid.runtime.everything.Troubles.SmallTrouble;
import io.limpid.runtime.everything.Values.Color;
import io.limpid.runtime.everything.Values.Expression;
import io.limpid.runtime.everything.Values.Name;
import io.limpid.runtime.everything.Values.Node;
import io.limpid.runtime.everything.Values.Number;
import io.limpid.runtime.everything.Values.Page;
import io.limpid.runtime.everything.Values.Pair;
import io.limpid.runtime.everything.Values.Percentage;
import io.limpid.runtime.everything.Values.Person;
import io.limpid.runtime.everything.Values.Primitives;
import io.limpid.runtime.everything.Values.Tree;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What must hold of calls of {@link Everything}, whatever carries them. */
public abstract class EverythingBehaviour {
    private static final Name ADA = new Name("Ada", "Lovelace");

    /** A stub of an {@link EverythingObject}; what a test leaves in it, no other test looks at. */
    protected abstract Everything everything();

    @TestFactory
    Stream<DynamicTest> everyTypeComesBackAsItWent() {
        Everything everything = everything();
        Samples samples = new Samples();
        return Arrays.stream(Everything.class.getMethods())
                .filter(method -> method.getName().startsWith("echo") && method.getTypeParameters().length == 0)
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> dynamicTest(method.getName(), () -> {
                    List<?> values = samples.of(method.getName());
                    assertThat(values).as("samples").isNotEmpty();
                    for (Object value : values) {
                        Alike.assertSame(String.valueOf(value), method.invoke(everything, value), value);
                    }
                }));
    }

    @Test
    void aliasesAndCyclesAmongTheArgumentsArriveAsTheyWere() {
        Node one = new Node("one", 1);
        Node other = new Node("other", 2);
        one.next = other;
        other.next = other;

        Node[] joined = everything().join(one, other);

        assertThat(joined[0]).isSameAs(joined[2]);
        assertThat(joined[0].next).isSameAs(joined[1]);
        assertThat(joined[1].next).isSameAs(joined[0]);
        assertThat(joined[0].others).hasSize(1);
        assertThat(joined[0].others.get(0)).isSameAs(joined[1]);
        assertThat(joined[0].label()).isEqualTo("one");
        assertThat(joined[1].weight()).isEqualTo(2);
        assertThat(one.others).as("the caller's own object").isEmpty();
    }

    @Test
    void aListThatHoldsANodeThatHoldsTheListArrivesAsACycle() {
        Node node = new Node("n", 3);
        List<Node> nodes = new ArrayList<>(List.of(node, node));
        node.others = nodes;

        List<Node> back = everything().echoNodes(nodes);

        assertThat(back.get(0)).isSameAs(back.get(1));
        assertThat(back.get(0).others).isSameAs(back);
    }

    @Test
    void twoArgumentsThatAreOneObjectArriveAsOne() {
        List<String> list = new ArrayList<>(List.of("a"));
        Tree tree = new Tree("t", new ArrayList<>());

        assertThat(everything().areSame(list, list, tree, tree)).isTrue();
        assertThat(everything().areSame(list, new ArrayList<>(list), tree, tree))
                .isFalse();
        assertThat(everything().areSame(list, list, tree, new Tree("t", new ArrayList<>())))
                .isFalse();
    }

    @Test
    void transientFieldsKeepWhatTheConstructorGivesThem() {
        Node back = everything().echoNodes(List.of(new Node("n", 1))).get(0);

        assertThat(back.cached()).isEqualTo(42);
        assertThat(back.kind).isEqualTo(7);
    }

    @Test
    void primitivesArriveInTheirOrder() {
        assertThat(everything().collect(true, (byte) 1, (short) 2, 'c', 3, 4, 5, 6))
                .isEqualTo(new Primitives(true, (byte) 1, (short) 2, 'c', 3, 4, 5, 6));
    }

    @Test
    void typeVariablesCarryWhateverTheInterfaceReaches() {
        Everything everything = everything();
        List<Object> values = Arrays.asList(
                1,
                "text",
                null,
                2.5,
                new Percentage(3),
                ADA,
                Color.GREEN,
                Instant.EPOCH,
                new ArrayList<>(List.of(1, "x")),
                new HashMap<>(Map.of(ADA, new ArrayList<>(List.of(Optional.of(Color.RED))))),
                new Number(1),
                new Page<>(new ArrayList<>(Arrays.asList(1, "a", ADA)), "n"),
                new Pair<>("a", 1, new Pair<>(2, ADA, null)));

        for (Object value : values) {
            assertThat((Object) everything.echoAny(value)).isEqualTo(value);
        }
        assertThat(everything.echoAny(new int[] {1, 2})).containsExactly(1, 2);
    }

    @Test
    void genericMethodsKeepTheirTypes() {
        Everything everything = everything();

        List<Name> names = everything.repeat(ADA, 2);
        String greatest = everything.greatest(new ArrayList<>(List.of("a", "c", "b")));
        Number bounded = everything.echoBounded(new Number(2));
        Page<Pair<Integer, Name>> page = everything.pairUp(Map.of(1, ADA));

        assertThat(names).containsExactly(ADA, ADA);
        assertThat(greatest).isEqualTo("c");
        assertThat(bounded).isEqualTo(new Number(2));
        assertThat(page.items()).containsExactly(new Pair<>(1, ADA, new Pair<>(ADA, 1, null)));
    }

    @Test
    void arraysOfATypeVariableKeepTheirClass() {
        Everything everything = everything();

        String[] strings = everything.echoArray(new String[] {"a"});
        Name[] names = everything.echoArray(new Name[] {ADA});
        Expression[] expressions = everything.echoArray(new Expression[] {new Number(1)});

        assertThat(strings).containsExactly("a");
        assertThat(names).containsExactly(ADA);
        assertThat(expressions).containsExactly(new Number(1));
    }

    @Test
    void variableParametersMayBeMissing() {
        Everything everything = everything();

        assertThat(everything.sum()).isZero();
        assertThat(everything.sum(1, 2, 3)).isEqualTo(6);
        assertThat(everything.count("a")).isEqualTo(1);
        assertThat(everything.count(1, 2, 3)).isEqualTo(3);
    }

    @Test
    void overloadsAreToldApart() {
        Everything everything = everything();

        assertThat(everything.overloaded(1)).isEqualTo("int");
        assertThat(everything.overloaded(1L)).isEqualTo("long");
        assertThat(everything.overloaded(Integer.valueOf(1))).isEqualTo("Integer");
        assertThat(everything.overloaded("a", 1)).isEqualTo("String, int");
        assertThat(everything.overloaded(List.of())).isEqualTo("List");
    }

    @Test
    void methodsWithoutAResultRun() {
        Everything everything = everything();

        everything.forget("it");
        assertThat(everything.remembered()).isEqualTo("it");
        everything.idempotent();
        assertThat(everything.remembered()).isEqualTo("idempotent");
        everything.forget(null);
        assertThat(everything.remembered()).isNull();
        assertThat(everything.readOnly()).isEqualTo(42);
    }

    @Test
    void parametersMayHaveTheNamesThatGeneratedCodeUses() {
        assertThat(everything().awkward("a", "b", "c", "d", "e", "f", "g")).isEqualTo("a,b,c,d,e,f,g");
    }

    @Test
    void asynchronousMethodsGiveTheirContent() throws Exception {
        Everything everything = everything();
        Person person =
                new Person(new UUID(1, 2), ADA, null, Optional.empty(), List.of(), Map.of(), Instant.EPOCH, null);

        assertThat(everything.later(person).toCompletableFuture().get()).isEqualTo(person);
        assertThat(everything.laterNothing().get()).isNull();
        assertThat(everything
                        .laterWild(List.of(ADA))
                        .toCompletableFuture()
                        .get()
                        .get(0))
                .isEqualTo(ADA);
        assertThat(everything.laterAny(Color.BLUE).toCompletableFuture().get()).isEqualTo(Color.BLUE);
    }

    @Test
    void aDeclaredExceptionCompletesTheFutureAsItself() {
        Everything everything = everything();

        for (String message : List.of("later", "at once")) {
            assertThatThrownBy(() -> everything
                            .laterFailing(message)
                            .toCompletableFuture()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void aDeclaredExceptionArrivesAsItselfWithItsFieldsAndCause() {
        assertThatThrownBy(() -> everything().fail("refused"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused).hasMessage("not you");
                    assertThat(refused.code()).isEqualTo(403);
                    assertThat(refused.notSent()).isZero();
                    assertThat(refused.whom()).containsExactly(new Name("A", "B"));
                    assertThat(refused.getCause())
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("closed");
                    assertThat(refused.getCause().getCause())
                            .isInstanceOf(RemoteFailureException.class)
                            .hasMessageContaining("inside");
                });
    }

    @Test
    void sealedExceptionsArriveAsWhatTheyAre() {
        assertThatThrownBy(() -> everything().fail("big"))
                .isInstanceOfSatisfying(
                        BigTrouble.class, big -> assertThat(big.size()).isEqualTo(Long.MAX_VALUE));
        assertThatThrownBy(() -> everything().fail("small")).isInstanceOfSatisfying(SmallTrouble.class, small -> {
            assertThat(small.size()).isEqualTo(1);
            assertThat(small.hint()).isEqualTo("wait");
        });
    }

    @Test
    void exceptionsOfThePlatformArriveAsThemselvesWhereDeclared() {
        assertThatThrownBy(() -> everything().fail("io"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("disk");
        assertThatThrownBy(() -> everything().fail("file"))
                .isExactlyInstanceOf(FileNotFoundException.class)
                .hasMessage("gone");
    }

    @Test
    void whatIsNotDeclaredArrivesAsARemoteFailure() {
        assertThatThrownBy(() -> everything().fail("unchecked"))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("bad state");
        assertThatThrownBy(() -> everything().fail("else"))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("else");
    }

    @Test
    void remoteObjectsArePassedByReferenceAndCalledBack() {
        Everything everything = everything();
        List<String> heard = new CopyOnWriteArrayList<>();
        Listener mine = what -> {
            heard.add(what);
            return 1;
        };

        Listener back = everything.subscribe(mine);
        int sum = everything.notifyAll(List.of(mine, back), new Note("news", mine));

        assertThat(sum).isEqualTo(3);
        assertThat(heard).containsExactly("subscribed", "author of news", "news", "news");
    }

    @Test
    void noRemoteObjectArrivesAsNull() {
        assertThat(everything().subscribe(null)).isNull();
    }

    @Test
    void inheritedGenericMethodsHaveTheArgumentsOfTheHeir() {
        Everything everything = everything();
        Person person =
                new Person(new UUID(1, 2), ADA, null, Optional.empty(), List.of(), Map.of(), Instant.EPOCH, null);

        assertThat(everything.put(ADA, person)).isEmpty();
        assertThat(everything.put(ADA, person)).contains(person);
        assertThat(everything.find(ADA)).contains(person);
        assertThat(everything.all()).containsOnlyKeys(ADA);
        assertThat(everything.findAll(List.of(ADA, new Name("x", "y"))))
                .containsExactly(Optional.of(person), Optional.empty());
    }

    @Test
    void defaultMethodsAndThoseOfObjectStayLocal() {
        Everything everything = everything();

        assertThat(everything.local("x")).isEqualTo("local x");
        assertThat(new HashSet<>(List.of(everything))).contains(everything);
        assertThat(everything).isNotEqualTo("x");
        assertThat(everything.toString()).contains("Everything");
    }
}
