package io.limpid.naming.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryTest {
    private final Replicas naming = new Replicas(1_000);

    @Test
    void aWatcherHearsOfEveryChangeBelowItsPrefixInOrder() {
        naming.joins("a", 1);
        long start = naming.since("", -1).revision();
        long epoch = naming.bound(naming.binds("bank/x", "a", 1)).epoch();
        naming.binds("other", "a", 1);
        naming.unbinds("bank/x", epoch);
        naming.binds("bank", "a", 1);
        naming.binds("banker", "a", 1);

        Changes changes = naming.since("bank", start);

        assertThat(changes.resync()).isFalse();
        assertThat(changes.events())
                .extracting(change -> change.name().path())
                .containsExactly("bank/x", "bank/x", "bank");
        assertThat(changes.events())
                .extracting(change -> change.entry().isPresent())
                .containsExactly(true, false, true);
        assertThat(changes.events()).isSortedAccordingTo((a, b) -> Long.compare(a.revision(), b.revision()));
        assertThat(naming.since("bank", changes.revision()).events()).isEmpty();
    }

    @Test
    void suspicionAndItsEndAreChanges() {
        naming.joins("a", 1);
        naming.binds("x", "a", 1);
        long start = naming.since("", -1).revision();

        naming.passes(Replicas.TERMS.hostMillis());
        naming.joins("a", 1);

        assertThat(naming.since("x", start).events())
                .extracting(change -> change.entry().orElseThrow().suspect())
                .containsExactly(true, false);
    }

    @Test
    void aLongAnswerIsCutAndGoesOnWhereItEnded() {
        naming.joins("a", 1);
        for (int i = 0; i < 10; i++) {
            naming.binds("x/" + i, "a", 1);
            naming.binds("y/" + i, "a", 1);
        }

        Changes first = ((Answer.Changed) naming.ask(new Query.Since("x", 0, 6))).changes();
        Changes second = ((Answer.Changed) naming.ask(new Query.Since("x", first.revision(), 6))).changes();

        assertThat(first.events()).hasSize(6);
        assertThat(second.events()).hasSize(4);
        assertThat(second.events().get(0).name().path()).isEqualTo("x/6");
    }

    @Test
    void aWatcherThatWasAwayTooLongIsToldToListAgain() {
        naming.joins("a", 1);
        long start = naming.since("", -1).revision();
        naming.binds("first", "a", 1);
        for (int i = 0; i < History.KEPT; i++) {
            naming.binds("x/" + i, "a", 1);
        }

        Changes changes = naming.since("", start);
        Changes stillKnown = naming.since(
                "x/0", naming.entry("first").orElseThrow().binding().epoch());

        assertThat(changes).isEqualTo(new Changes(naming.counts().revision(), true, List.of()));
        assertThat(stillKnown.resync()).isFalse();
        assertThat(stillKnown.events()).hasSize(1);
    }

    @Test
    void aJumpOfTheCountIsNoChange() {
        naming.joins("a", 1);
        naming.binds("x", "a", 1);
        long before = naming.since("", -1).revision();

        naming.begins(1_800_000_000_000L);
        Changes changes = naming.since("", before);

        assertThat(changes.resync()).isFalse();
        assertThat(changes.events()).isEmpty();
        assertThat(changes.revision()).isGreaterThan(before);
        assertThat(naming.since("", changes.revision()).resync()).isFalse();
    }

    @Test
    void aWatcherOfChangesThatALostStoreHeldIsToldToListAgain() {
        naming.begins(1_800_000_000_000L);
        naming.joins("a", 1);
        NamingStateMachine copy = Replicas.restored(naming.snapshot());
        naming.binds("x", "a", 1);
        long heard = naming.since("", -1).revision();

        byte[] begin = Messages.write(new Command.Begin(0, Replicas.TERMS, 1_800_000_600_000L));
        copy.apply(new io.limpid.log.LogPosition(9, 9), begin);
        byte[] answer = copy.query(Messages.write(new Query.Since("", heard, 100)));

        assertThat(((Answer.Changed) Messages.readAnswer(answer)).changes().resync())
                .isTrue();
    }

    @Test
    void theWatcherOfTheMachineIsToldWhatACommandChanged() {
        naming.joins("a", 1);
        naming.binds("x", "a", 1);
        naming.binds("x", "a", 1);
        naming.binds("y", "a", 1);

        assertThat(naming.told()).isEqualTo(naming.since("", 0).events());
        assertThat(naming.told()).extracting(Change::revision).containsExactly(1L, 2L);
    }
}
