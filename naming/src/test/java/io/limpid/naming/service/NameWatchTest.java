package io.limpid.naming.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limpid.NotExecutedException.Reason;
import io.limpid.naming.state.Terms;
import io.limpid.runtime.hosting.RefusedException;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What naming tells those who watch names, and when; in virtual time. */
final class NameWatchTest {
    private static final long ROUND = NameWatches.BETWEEN_ROUNDS.toMillis();

    private final Simulated naming = new Simulated(new Terms(86_400_000, 86_400_000));

    @BeforeEach
    void twoHosts() {
        naming.joins(1);
        naming.joins(2);
        naming.binds("alice", 1);
        naming.binds("bob", 1);
    }

    @Test
    void itTellsOfTheWatchedNamesAndOfNoOthers() {
        CompletableFuture<Changes> watch = naming.watchesNames(naming.revision(), "alice");
        naming.moves("bob", 2);
        naming.passes(1_000);
        assertThat(watch).isNotDone();

        naming.moves("alice", 2);
        naming.passes(0);

        assertThat(watch.join().events())
                .singleElement()
                .satisfies(change -> assertThat(change.entry()).contains(naming.entry("alice")));
        assertThat(watch.join().resync()).isFalse();
        assertThat(naming.naming().watching()).isZero();
    }

    @Test
    void itTellsWhereNamesAreAndNotWhatBecameOfTheirHosts() throws Exception {
        Simulated shortLived = new Simulated();
        shortLived.joins(1);
        shortLived.binds("alice", 1);
        CompletableFuture<Changes> watch = shortLived.watchesNames(shortLived.revision(), "alice");

        shortLived.passes(3_000);
        assertThat(shortLived.isSuspect("alice")).isTrue();
        shortLived.frees("alice");
        shortLived.passes(100);
        assertThat(watch).isNotDone();
        shortLived.joins(1);
        shortLived.binds("alice", 1);
        shortLived.passes(0);

        assertThat(watch.join().events())
                .singleElement()
                .satisfies(change -> assertThat(change.entry()).contains(shortLived.entry("alice")));
    }

    @Test
    void whoKnowsNothingIsToldThePresentRevisionAndThatChangesMayBeMissing() {
        Changes changes = naming.watchesNames(-1, "alice").join();

        assertThat(changes).isEqualTo(new Changes(naming.revision(), true, List.of()));
    }

    @Test
    void aBurstIsToldInOneAnswerARoundWithTheLatestOfEachName() {
        long known = naming.revision();
        List<Changes> answers = new ArrayList<>();
        CompletableFuture<Changes> watch = naming.watchesNames(known, "alice", "bob");

        for (int move = 0; move < 200; move++) {
            naming.moves(move % 2 == 0 ? "alice" : "bob", 1 + (move / 2 + 1) % 2);
            naming.passes(1);
            if (watch.isDone()) {
                answers.add(watch.join());
                watch = naming.naming()
                        .watchNames(fingerprints("alice", "bob"), watch.join().revision())
                        .toCompletableFuture();
            }
        }
        naming.passes(ROUND);
        if (watch.isDone()) {
            answers.add(watch.join());
        }

        assertThat(answers.size()).isBetween(9, 12);
        assertThat(answers).allMatch(answer -> answer.events().size() <= 2 && !answer.resync());
        assertThat(last(answers, "alice"))
                .contains(naming.entry("alice").binding().epoch());
        assertThat(last(answers, "bob")).contains(naming.entry("bob").binding().epoch());
    }

    @Test
    void theMoreAreToldTheRarerAreTheRounds() {
        List<CompletableFuture<Changes>> first = thousandWatches();
        naming.moves("alice", 2);
        naming.passes(0);
        assertThat(first).allMatch(CompletableFuture::isDone);

        List<CompletableFuture<Changes>> second = thousandWatches();
        naming.moves("alice", 1);
        naming.passes(199);
        assertThat(second).noneMatch(CompletableFuture::isDone);
        naming.passes(1);

        assertThat(second).allMatch(CompletableFuture::isDone);
    }

    private List<CompletableFuture<Changes>> thousandWatches() {
        long known = naming.revision();
        return IntStream.range(0, 1_000)
                .mapToObj(i ->
                        naming.naming().watchNames(fingerprints("alice"), known).toCompletableFuture())
                .toList();
    }

    @Test
    void whoeverIsAwayHoldsNothingAndHearsWhatItMissed() {
        long known = naming.revision();
        naming.moves("alice", 2);
        for (int move = 0; move < RecentChanges.KEPT; move++) {
            naming.moves("bob", 1 + (move + 1) % 2);
        }
        assertThat(naming.naming().watching()).isZero();

        // From the state, a page at a time, because it is too long ago for what is at hand.
        Changes changes = naming.watchesNames(known, "alice").join();

        assertThat(changes.resync()).isFalse();
        assertThat(changes.events())
                .singleElement()
                .satisfies(change -> assertThat(change.entry()).contains(naming.entry("alice")));
    }

    @Test
    void whoeverWasAwayForLongerThanAnybodyRemembersIsToldSo() {
        long known = naming.revision();
        for (int move = 0; move <= 16_384; move++) {
            naming.moves("bob", 1 + (move + 1) % 2);
        }

        assertThat(naming.watchesNames(known, "alice").join().resync()).isTrue();
    }

    @Test
    void aNamingThatWasDownGoesOnFromWhereItWas() {
        long known = naming.revision();
        naming.moves("alice", 2);
        naming.stop();

        naming.start();
        naming.joins(1);
        naming.joins(2);
        Changes missed = naming.watchesNames(known, "alice").join();
        CompletableFuture<Changes> watch = naming.watchesNames(missed.revision(), "alice");
        naming.passes(1_000);
        assertThat(watch).isNotDone();
        naming.moves("alice", 1);
        naming.passes(0);

        assertThat(missed.resync()).isFalse();
        assertThat(missed.events()).hasSize(1);
        assertThat(watch.join().events())
                .singleElement()
                .satisfies(change -> assertThat(change.entry()).contains(naming.entry("alice")));
    }

    @Test
    void aRevisionThatNamingHasNotReachedIsOfAnotherNaming() {
        assertThat(naming.watchesNames(naming.revision() + 5, "alice").join().resync())
                .isTrue();
    }

    @Test
    void aWatchThatHasNothingToTellIsAnsweredAfterItsHold() {
        long known = naming.revision();
        CompletableFuture<Changes> watch = naming.watchesNames(known, "alice");
        naming.moves("bob", 2);

        naming.passes(Naming.WATCH_HOLD_MILLIS - ROUND - 1);
        assertThat(watch).isNotDone();
        naming.passes(1);

        assertThat(watch.join()).isEqualTo(new Changes(naming.revision(), false, List.of()));
    }

    @Test
    void aServerThatDoesNotLeadAnyMoreSendsAwayWhoeverWaits() {
        CompletableFuture<Changes> watch = naming.watchesNames(naming.revision(), "alice");

        naming.log().follow(Optional.empty());
        naming.passes(0);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(watch::get)
                .withCauseInstanceOf(RefusedException.class)
                .satisfies(thrown -> assertThat(
                                ((RefusedException) thrown.getCause()).refusal().reason())
                        .isEqualTo(Reason.MOVED));
        assertThat(naming.watchesNames(5, "alice")).isCompletedExceptionally();
        assertThat(naming.naming().watching()).isZero();
    }

    @Test
    void moreThanNamingHoldsIsRefused() {
        for (int i = 0; i < 10_000; i++) {
            naming.naming().watchNames(new int[0], naming.revision());
        }

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> naming.naming().watchNames(new int[0], 0))
                .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.OVERLOADED));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> naming.naming().watchNames(new int[Naming.MOST_WATCHED_NAMES + 1], 0));
        assertThatIllegalArgumentException().isThrownBy(() -> naming.naming().watchNames(new int[] {2, 1}, 0));
    }

    private static int[] fingerprints(String... names) {
        return Stream.of(names)
                .mapToInt(name -> new ObjectName(name).fingerprint())
                .sorted()
                .toArray();
    }

    private static Optional<Long> last(List<Changes> answers, String name) {
        return answers.stream()
                .flatMap(answer -> answer.events().stream())
                .filter(change -> change.name().path().equals(name))
                .reduce((earlier, later) -> later)
                .flatMap(Change::entry)
                .map(entry -> entry.binding().epoch());
    }
}
