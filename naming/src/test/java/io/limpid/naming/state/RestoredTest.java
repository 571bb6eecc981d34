package io.limpid.naming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming.ClientOwner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A naming that was lost, and another one that goes on from a copy of it. */
final class RestoredTest {
    private static final long TERM = Replicas.TERMS.clientMillis();

    /** A clock that is as far behind as it can be: then the copy alone says from where the counts go on. */
    private static final long NO_CLOCK = 0;

    private static final UUID COPY = new UUID(5, 5);

    private final Replicas lost = new Replicas();
    private final Replicas naming = new Replicas();

    @Test
    void noEpochThatWasGivenAfterTheCopyIsGivenAgain() {
        lost.begins(1_800_000_000_000L);
        lost.joins("a", 1);
        Binding before = lost.bound(lost.binds("x", "a", 1));
        byte[] copy = copy();
        Binding highest = before;
        for (int i = 0; i < 1_000; i++) {
            lost.unbinds("x", highest.epoch());
            highest = lost.bound(lost.binds("x", "a", 1));
        }

        restore(copy, NO_CLOCK);
        naming.joins("a", 1);

        assertThat(naming.bound(naming.binds("x", "a", 1)).epoch()).isGreaterThan(highest.epoch());
        assertThat(naming.bound(naming.binds("new", "a", 1)).incarnation()).isGreaterThan(highest.incarnation());
    }

    @Test
    void anEmptyNamingIsBeyondAsManyChangesAsNoLogCanMakeEvenSo() {
        lost.begins(1_800_000_000_000L);
        lost.joins("a", 1);
        Binding highest = lost.bound(lost.binds("x", "a", 1));
        for (int i = 0; i < 2_000; i++) {
            lost.unbinds("x", highest.epoch());
            highest = lost.bound(lost.binds("x", "a", 1));
        }

        naming.begins(1_800_000_000_010L);
        naming.joins("a", 1);

        assertThat(naming.bound(naming.binds("x", "a", 1)).epoch()).isGreaterThan(highest.epoch());
    }

    @Test
    void hostsHaveToComeBackAndBindWhatTheyHave() {
        lost.joins("a", 1);
        lost.joins("b", 2);
        Binding stayed = lost.bound(lost.binds("stayed", "a", 1));
        Binding moved = lost.bound(lost.binds("moved", "a", 1));
        byte[] copy = copy();
        Binding now = lost.bound(lost.rebinds("moved", moved.epoch(), "b", 2));
        Binding later = lost.bound(lost.binds("later", "b", 2));

        restore(copy, NO_CLOCK);

        assertThat(naming.livingHosts()).isEmpty();
        assertThat(naming.renews("a", 1)).isEqualTo(new Answer.Ended());
        assertThat(naming.binds("stayed", "a", 1)).isEqualTo(new Answer.Ended());
        // Callers go on by what they know, or by what there was: no older entry may seem newer.
        assertThat(naming.entry("moved").orElseThrow().binding()).isEqualTo(moved);
        assertThat(naming.isSuspect("moved")).isTrue();

        naming.joins("a", 1);
        naming.joins("b", 2);
        // That host is back, and not yet what it had.
        assertThat(naming.isSuspect("stayed")).isTrue();
        assertThat(naming.isSuspect("moved")).isTrue();
        assertThat(naming.bound(naming.binds("moved", "b", 2)).epoch()).isGreaterThan(now.epoch());
        assertThat(naming.bound(naming.binds("later", "b", 2)).epoch()).isGreaterThan(later.epoch());
        assertThat(naming.bound(naming.binds("stayed", "a", 1)).epoch()).isGreaterThan(stayed.epoch());
        assertThat(naming.binds("moved", "a", 1)).isInstanceOf(Answer.Taken.class);
        assertThat(naming.isSuspect("stayed")).isFalse();
    }

    @Test
    void aMoveUnderWayIsNotDecidedByWhatTheCopySays() {
        lost.joins("a", 1);
        lost.joins("b", 2);
        Binding before = lost.bound(lost.binds("x", "a", 1));
        byte[] copy = copy();
        lost.rebinds("x", before.epoch(), "b", 2);

        restore(copy, NO_CLOCK);
        naming.joins("a", 1);
        naming.joins("b", 2);

        Answer takenBack = naming.rebinds("x", before.epoch(), "a", 1, Replicas.instance(1));
        Answer again = naming.rebinds("x", before.epoch(), "b", 2, Replicas.instance(1));

        assertThat(takenBack).isEqualTo(new Answer.Conflict(before.epoch()));
        assertThat(again).isEqualTo(new Answer.Conflict(before.epoch()));
    }

    @Test
    void replicasComeBackOneByOneAndThoseThatDoNotAreGivenUp() {
        lost.joins("a", 1);
        lost.joins("b", 2);
        lost.joins("c", 3);
        lost.joinsGroup("g", "a", 1);
        lost.joinsGroup("g", "b", 2);
        Binding whole = lost.bound(lost.joinsGroup("g", "c", 3));

        restore(copy(), NO_CLOCK);
        naming.joins("a", 1);
        naming.joinsGroup("g", "a", 1);
        naming.joins("b", 2);
        Binding two = naming.bound(naming.joinsGroup("g", "b", 2));

        assertThat(two.incarnation()).isEqualTo(whole.incarnation());
        assertThat(two.replicas()).extracting(Replica::host).containsExactly("c", "a", "b");
        for (int i = 0; i < 4; i++) {
            naming.renews("a", 1);
            naming.renews("b", 2);
            naming.passes(Replicas.TERMS.hostMillis() / 2);
        }
        assertThat(naming.entry("g").orElseThrow().binding().replicas())
                .extracting(Replica::host)
                .containsExactly("a", "b");
    }

    @Test
    void clientsGoOnWithAFullTermAndNoIdIsGrantedTwice() {
        lost.begins(1_800_000_000_000L);
        long known = lost.opensClient("alice");
        long over = lost.opensClient("alice");
        lost.closesClient(over, "alice");
        lost.passes(TERM - 1);
        byte[] copy = copy();
        List<Long> after = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            after.add(lost.opensClient("bob"));
        }

        restore(copy, NO_CLOCK);

        assertThat(naming.opensClient("carol")).isGreaterThan(after.get(after.size() - 1));
        assertThat(naming.owners(known, over, after.get(0)))
                .containsExactly(new ClientOwner(known, false, "alice"), new ClientOwner(over, true, ""));
        naming.passes(TERM - 1);
        assertThat(naming.renewsClient(known, "alice")).isEqualTo(new Answer.Granted(known));
    }

    @Test
    void anIdThatWasGrantedAfterTheCopyIsNotOverAndBelongsToWhoeverRenewsIt() {
        lost.opensClient();
        byte[] copy = copy();
        long bobs = lost.opensClient("bob");
        long silent = lost.opensClient("carol");

        restore(copy, NO_CLOCK);

        assertThat(ended(bobs, silent)).isEmpty();
        assertThat(naming.renewsClient(bobs, "bob")).isEqualTo(new Answer.Granted(bobs));
        assertThat(naming.renewsClient(bobs, "mallory")).isEqualTo(new Answer.Denied());
        assertThat(naming.owners(bobs, silent)).containsExactly(new ClientOwner(bobs, false, "bob"));
        naming.passes(TERM);
        // One that had come forward and ended is over for ever.
        assertThat(ended(bobs, silent)).containsExactly(bobs);
        assertThat(naming.renewsClient(bobs, "bob")).isEqualTo(new Answer.Ended());
        naming.passes(2 * TERM);
        // Nobody came for it in three terms.
        assertThat(ended(bobs, silent)).containsExactly(bobs, silent);
        assertThat(naming.renewsClient(silent, "carol")).isEqualTo(new Answer.Ended());
    }

    @Test
    void aCopyOfARestoredNamingKnowsWhichIdsNobodyKnows() {
        lost.opensClient();
        byte[] copy = copy();
        long silent = lost.opensClient("carol");
        long gone = lost.opensClient("bob");
        restore(copy, NO_CLOCK);
        naming.renewsClient(gone, "bob");
        naming.closesClient(gone, "bob");
        Replicas third = new Replicas();

        restore(third, copyOf(naming), NO_CLOCK);

        assertThat(third.renewsClient(gone, "bob")).isEqualTo(new Answer.Ended());
        assertThat(third.renewsClient(silent, "carol")).isEqualTo(new Answer.Granted(silent));
        assertThat(third.opensClient()).isGreaterThan(naming.opensClient());
    }

    @Test
    void aNameThatIsNotKnownMayBeThatOfAHostThatIsNotBackYet() {
        restore(copy(), NO_CLOCK);

        assertThat(naming.ask(new Query.Resolve(new ObjectName("x")))).isEqualTo(new Answer.NotYet());
        naming.passes(2 * Replicas.TERMS.hostMillis());
        assertThat(naming.entry("x")).isEmpty();
    }

    @Test
    void watchersOfTheLostNamingAreToldToListAgain() {
        lost.joins("a", 1);
        byte[] copy = copy();
        lost.binds("x", "a", 1);
        long heard = lost.counts().revision();

        restore(copy, NO_CLOCK);

        assertThat(naming.since("", heard).resync()).isTrue();
        assertThat(naming.since("", naming.counts().revision()).resync()).isFalse();
    }

    @Test
    void aCopyComesInPartsAndALeaderThatComesLaterBeginsAgain() {
        lost.joins("a", 1);
        lost.binds("x", "a", 1);
        byte[] copy = copy();
        int half = copy.length / 2;
        ByteBuffer first = ByteBuffer.wrap(Arrays.copyOf(copy, half));
        ByteBuffer second = ByteBuffer.wrap(Arrays.copyOfRange(copy, half, copy.length));

        assertThat(part(naming, 0, 2, first)).isEqualTo(new Answer.Restoring(1));
        assertThat(part(naming, 0, 2, first)).isEqualTo(new Answer.Restoring(1));
        assertThat(naming.entry("x")).isEmpty();
        assertThat(part(naming, 1, 2, second)).isEqualTo(new Answer.Restoring(2));
        assertThat(naming.entry("x")).isPresent();

        // Whoever is started again with the same copy goes on.
        naming.begins(NO_CLOCK);
        naming.joins("a", 1);
        assertThat(part(naming, 0, 2, first)).isEqualTo(new Answer.Restoring(2));
        assertThat(naming.livingHosts()).containsExactly("a");
    }

    @Test
    void aNamingThatHasBegunTakesNoCopy() {
        byte[] copy = copy();
        naming.begins(1_800_000_000_000L);

        assertThat(part(naming, 0, 1, ByteBuffer.wrap(copy))).isEqualTo(new Answer.Denied());
    }

    @Test
    void aCopyThatIsCutIsNotTaken() {
        lost.joins("a", 1);
        lost.binds("x", "a", 1);
        byte[] copy = copy();

        for (int length = 0; length < copy.length; length++) {
            byte[] cut = Arrays.copyOf(copy, length);
            assertThatThrownBy(() -> NamingStateMachine.checkCopy(cut)).isInstanceOf(IOException.class);
        }
    }

    private byte[] copy() {
        return copyOf(lost);
    }

    private static byte[] copyOf(Replicas naming) {
        ByteBuffer copied = ((Answer.Copied) naming.ask(new Query.Copy())).bytes();
        byte[] bytes = new byte[copied.remaining()];
        copied.get(bytes);
        return bytes;
    }

    private void restore(byte[] copy, long wallMillis) {
        restore(naming, copy, wallMillis);
    }

    private static void restore(Replicas naming, byte[] copy, long wallMillis) {
        assertThat(part(naming, 0, 1, ByteBuffer.wrap(copy))).isEqualTo(new Answer.Restoring(1));
        naming.begins(wallMillis);
    }

    private static Answer part(Replicas naming, int index, int parts, ByteBuffer part) {
        return naming.apply(new Command.Restore(naming.now(), NO_CLOCK, COPY, index, parts, part));
    }

    private List<Long> ended(Long... ids) {
        return ((Answer.Over) naming.ask(new Query.EndedClients(List.of(ids)))).clientIds();
    }
}
