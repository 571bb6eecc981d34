package io.limpid.naming.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.naming.state.Terms;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.location.BindingCache;
import io.limpid.runtime.location.BindingWatch;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.NamingDirectory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cache knows of moves and of groups that nobody has asked for since; in virtual time. */
final class BindingWatchTest {
    private static final int REMEMBERED = 3_000;

    private final Simulated naming = new Simulated(new Terms(86_400_000, 86_400_000));
    private final List<String> resolved = new ArrayList<>();
    private final List<Integer> watched = new ArrayList<>();

    /** Whether it answers nothing. */
    private boolean away;

    private final Naming link = (Naming) Proxy.newProxyInstance(
            Naming.class.getClassLoader(), new Class<?>[] {Naming.class}, (self, method, given) -> {
                if (away) {
                    return CompletableFuture.failedFuture(new IllegalStateException("naming is away"));
                }
                if (method.getName().equals("resolve") || method.getName().equals("find")) {
                    resolved.add(given[0].toString());
                } else if (method.getName().equals("watchNames")) {
                    watched.add(((int[]) given[0]).length);
                }
                try {
                    return method.invoke(naming.naming(), given);
                } catch (InvocationTargetException e) {
                    return CompletableFuture.failedFuture(e.getCause());
                }
            });
    private final BindingCache cache = new BindingCache(new NamingDirectory(link, link), naming.time, REMEMBERED);
    private final BindingWatch watch = new BindingWatch(
            cache, link, new BindingWatch.Surroundings(naming.time, naming.time, new Random(1), CallObserver.NONE));

    @BeforeEach
    void threeHosts() {
        for (int host = 1; host <= 3; host++) {
            naming.joins(host);
        }
    }

    @AfterEach
    void close() {
        watch.close();
        naming.passes(100);

        assertThat(naming.naming().watching()).isZero();
    }

    @Test
    void whereAnObjectMovedIsKnownBeforeTheNextCall() {
        naming.binds("alice", 1);
        call("alice");
        naming.passes(1_000);

        Binding moved = naming.moves("alice", 2);
        naming.passes(20);

        assertThat(known("alice")).isEqualTo(moved);
        assertThat(resolved).containsExactly("alice");
    }

    @Test
    void nothingIsAskedAsLongAsNothingIsCalled() {
        naming.passes(60_000);

        assertThat(watched).isEmpty();
    }

    @Test
    void whatMovesWhileNewcomersGatherIsTold() {
        naming.binds("alice", 1);
        naming.binds("bob", 1);
        call("alice");
        naming.passes(1_000);
        call("bob");

        Binding moved = naming.moves("bob", 2);
        naming.passes(300);

        assertThat(known("bob")).isEqualTo(moved);
    }

    @Test
    void whatIsToldNeverMakesTheCacheOlder() {
        naming.binds("alice", 1);
        call("alice");
        naming.passes(1_000);
        Binding first = naming.moves("alice", 2);
        Binding newest =
                new Binding(first.name(), first.type(), first.epoch() + 10, first.incarnation(), first.replicas());
        boolean unused = cache.learn(newest);

        naming.passes(1_000);

        assertThat(known("alice")).isEqualTo(newest);
    }

    @Test
    void namesThatAreNotRememberedStayUnknown() {
        naming.binds("alice", 1);
        naming.binds("bob", 1);
        call("alice");
        naming.passes(1_000);

        naming.moves("bob", 2);
        naming.passes(1_000);

        assertThat(known("bob")).isNull();
    }

    @Test
    void aReplicaThatJoinsIsKnownAtOnceAndWithoutQuestions() {
        naming.joinsGroup("choir", 1);
        call("choir");
        naming.passes(1_000);
        int asked = resolved.size();

        Binding joined = naming.joinsGroup("choir", 2);
        naming.passes(20);
        cache.refresh(new ObjectName("choir"));

        assertThat(known("choir")).isEqualTo(joined);
        assertThat(resolved).hasSize(asked);
    }

    @Test
    void aReplicaThatJoinsBeforeNamingTellsIsNotMissed() {
        for (int millis = 0; millis < 600; millis += 7) {
            String name = "choir-" + millis;
            naming.joinsGroup(name, 1);
            call(name);
            naming.passes(millis);

            Binding joined = naming.joinsGroup(name, 2);
            naming.passes(1_000);

            assertThat(known(name)).as("%d ms after the first call", millis).isEqualTo(joined);
        }
    }

    @Test
    void aReplicaThatJoinsWhileNamingCannotBeReachedIsKnownAfterwards() {
        naming.joinsGroup("choir", 1);
        call("choir");
        naming.passes(1_000);
        Binding before = known("choir");
        away = true;
        naming.passes(Naming.WATCH_HOLD_MILLIS);

        Binding joined = naming.joinsGroup("choir", 2);
        naming.passes(5_000);
        assertThat(known("choir")).isEqualTo(before);
        away = false;
        naming.passes(30_000);

        assertThat(known("choir")).isEqualTo(joined);
    }

    @Test
    void afterAGapThatNobodyRemembersGroupsAreAskedForAndOthersAreNot() {
        naming.joinsGroup("choir", 1);
        naming.binds("alice", 1);
        naming.binds("bob", 1);
        call("choir");
        call("alice");
        naming.passes(1_000);
        resolved.clear();
        away = true;
        naming.passes(Naming.WATCH_HOLD_MILLIS);

        Binding joined = naming.joinsGroup("choir", 2);
        for (int move = 0; move <= 16_384; move++) {
            naming.moves("bob", 1 + (move + 1) % 2);
        }
        away = false;
        naming.passes(31_000);

        assertThat(known("choir")).isEqualTo(joined);
        assertThat(resolved).containsExactly("choir");
    }

    @Test
    void aNamingThatIsAwayIsAskedSeldomAndGroupsAreAskedForByCalls() {
        naming.joinsGroup("choir", 1);
        call("choir");
        naming.passes(1_000);
        int asked = watched.size();
        away = true;
        naming.passes(10 * 60_000);
        away = false;
        resolved.clear();

        cache.refresh(new ObjectName("choir"));

        assertThat(resolved).containsExactly("choir");
        assertThat(watched).hasSize(asked);
    }

    @Test
    void ofManyNamesThoseAreToldThatAreCalled() {
        for (int i = 0; i < REMEMBERED; i++) {
            naming.binds("n" + i, 1);
            call("n" + i);
        }
        int[] called = IntStream.range(0, REMEMBERED).filter(i -> i % 10 == 0).toArray();
        for (int minute = 0; minute < 20; minute++) {
            IntStream.of(called).forEach(i -> cache.trusted(new ObjectName("n" + i)));
            naming.passes(60_000);
        }

        for (int i : called) {
            naming.moves("n" + i, 2);
        }
        naming.passes(100);

        assertThat(IntStream.of(called).boxed())
                .allMatch(i -> known("n" + i).equals(naming.entry("n" + i).binding()));
        assertThat(watched).allMatch(names -> names <= Naming.MOST_WATCHED_NAMES);
    }

    /** As a call does that meets the name for the first time. */
    private void call(String name) {
        assertThat(cache.find(new ObjectName(name))).isDone();
    }

    private Binding known(String name) {
        return cache.trusted(new ObjectName(name));
    }
}
