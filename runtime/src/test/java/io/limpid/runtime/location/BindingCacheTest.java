package io.limpid.runtime.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Directory.Resolution;
import io.limpid.runtime.simulation.FakeDirectory;
import io.limpid.runtime.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many names the cache remembers, and which it forgets first. */
final class BindingCacheTest {
    private static final int MOST = 100;
    private static final Endpoint PLACE = new Endpoint("a", 1);

    private final FakeDirectory directory = new FakeDirectory();
    private final BindingCache cache = new BindingCache(directory, new VirtualTime(), MOST);

    @Test
    void itRemembersNoMoreNamesThanItMay() {
        for (int i = 0; i < 10 * MOST; i++) {
            find(name("found", i));
            assertThat(cache.size()).isLessThanOrEqualTo(MOST);
        }

        assertThat(cache.size()).isEqualTo(MOST);
    }

    @Test
    void onlyWhoKnowsNothingIsAnsweredWithWhatMayBeOld() {
        List<String> asked = new ArrayList<>();
        ObjectName name = name("found", 1);
        Binding old = FakeDirectory.binding(name.path(), 1, PLACE);
        BindingCache careful = new BindingCache(
                new Directory() {
                    @Override
                    public CompletableFuture<Resolution> resolve(ObjectName wanted) {
                        asked.add("present");
                        return CompletableFuture.completedFuture(
                                new Resolution.Bound(FakeDirectory.binding(wanted.path(), 2, PLACE)));
                    }

                    @Override
                    public CompletableFuture<Resolution> find(ObjectName wanted) {
                        asked.add("any");
                        return CompletableFuture.completedFuture(new Resolution.Bound(old));
                    }
                },
                new VirtualTime(),
                MOST);

        assertThat(careful.find(name).join()).isEqualTo(new Resolution.Bound(old));
        careful.doubt(old);
        assertThat(careful.find(name).join()).isNotEqualTo(new Resolution.Bound(old));
        assertThat(asked).containsExactly("any", "present");
    }

    @Test
    void namesLearntFromRedirectsCountLikeAnyOther() {
        for (int i = 0; i < 10 * MOST; i++) {
            assertThat(cache.learn(FakeDirectory.binding("moved/n" + i, 2, PLACE)))
                    .isTrue();
        }

        assertThat(cache.size()).isEqualTo(MOST);
    }

    @Test
    void namesThatAreCalledOutliveThoseThatWereCalledOnce() {
        List<ObjectName> hot =
                IntStream.range(0, MOST / 2).mapToObj(i -> name("hot", i)).toList();
        hot.forEach(this::find);

        for (int i = 0; i < 20 * MOST; i++) {
            hot.forEach(cache::trusted);
            find(name("cold", i));
        }

        assertThat(hot).allMatch(name -> cache.trusted(name) != null);
        assertThat(directory.questions()).hasSize(hot.size() + 20 * MOST);
    }

    @Test
    void aForgottenNameIsFoundAgain() {
        ObjectName first = name("first", 0);
        find(first);
        for (int i = 0; i < 2 * MOST; i++) {
            find(name("other", i));
        }

        assertThat(cache.trusted(first)).isNull();
        assertThat(find(first)).isInstanceOf(Resolution.Bound.class);
        assertThat(cache.trusted(first)).isNotNull();
    }

    @Test
    void aHintOfTheHostThatHasTheObjectMovesIt() {
        cache.learn(FakeDirectory.binding("bank/alice", 3, PLACE));

        cache.hinted(PLACE, moved("bank/alice", 7, 3, "test.Account"));

        assertThat(cache.trusted(new ObjectName("bank/alice"))).isEqualTo(moved("bank/alice", 7, 3, "test.Account"));
    }

    @Test
    void aHintIsBelievedOnlyOfWhatItsHostIsKnownToHold() {
        Binding known = FakeDirectory.binding("bank/alice", 3, PLACE);
        cache.learn(known);
        Endpoint stranger = new Endpoint("stranger", 1);

        // Of another host's object, of an object that nobody has called, of one of another type or another beginning,
        // and late.
        cache.hinted(stranger, moved("bank/alice", 7, 3, "test.Account"));
        cache.hinted(PLACE, moved("bank/bob", 7, 3, "test.Account"));
        cache.hinted(PLACE, moved("bank/alice", 7, 3, "test.Other"));
        cache.hinted(PLACE, moved("bank/alice", 7, 7, "test.Account"));
        cache.hinted(PLACE, moved("bank/alice", 3, 3, "test.Account"));

        assertThat(cache.trusted(new ObjectName("bank/alice"))).isEqualTo(known);
        assertThat(cache.trusted(new ObjectName("bank/bob"))).isNull();
        assertThat(cache.size()).isEqualTo(1);
    }

    private static Binding moved(String name, long epoch, long incarnation, String type) {
        Replica there = new Replica("there", new Endpoint("b", 2), Replica.Role.PRIMARY);
        return new Binding(new ObjectName(name), new InterfaceId(type), epoch, incarnation, List.of(there));
    }

    @Test
    void aNameThatIsBeingAskedForIsNotForgottenOrTwoWouldAsk() {
        directory.hold();
        List<CompletableFuture<Resolution>> answers = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 3 * MOST; i++) {
                answers.add(cache.find(name("asked", i)));
                cache.learn(FakeDirectory.binding("moved/n" + round + "-" + i, 2, PLACE));
            }
        }

        directory.release();

        assertThat(directory.questions()).hasSize(3 * MOST);
        assertThat(answers).allMatch(answer -> answer.join() instanceof Resolution.Bound);
        assertThat(cache.size()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void namesThatNobodyHasTakeNoRoom() {
        ObjectName known = name("known", 0);
        find(known);

        for (int i = 0; i < 10 * MOST; i++) {
            assertThat(cache.find(new ObjectName("nobody/n" + i)).join()).isInstanceOf(Resolution.Absent.class);
        }

        assertThat(cache.trusted(known)).isNotNull();
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void manyThreadsGetTheirOwnAnswersAndTheBoundHolds() {
        int names = 3 * MOST;
        for (int i = 0; i < names; i++) {
            directory.bind(FakeDirectory.binding("shared/n" + i, 1, PLACE));
        }

        boolean right = IntStream.range(0, 20_000)
                .parallel()
                .map(i -> i * 7 % names)
                .mapToObj(i -> new ObjectName("shared/n" + i))
                .allMatch(name -> cache.find(name).join() instanceof Resolution.Bound bound
                        && bound.binding().name().equals(name));

        assertThat(right).isTrue();
        assertThat(cache.size()).isLessThanOrEqualTo(MOST);
    }

    private ObjectName name(String kind, int number) {
        String name = kind + "/n" + number;
        directory.bind(FakeDirectory.binding(name, 1, PLACE));
        return new ObjectName(name);
    }

    private Resolution find(ObjectName name) {
        return cache.find(name).join();
    }
}
