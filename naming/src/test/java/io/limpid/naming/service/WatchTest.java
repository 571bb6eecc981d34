package io.limpid.naming.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.hosting.RefusedException;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import io.limpid.runtime.location.Naming.EpochConflictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class WatchTest {
    private final Simulated naming = new Simulated();

    @Test
    void aWatchWaitsForTheNextChangeBelowItsPrefix() {
        naming.joins(1);
        CompletableFuture<Changes> watch = naming.watches("bank", naming.revision());
        naming.binds("other", 1);
        naming.passes(10);
        assertThat(watch).isNotDone();

        naming.binds("bank/alice", 1);
        naming.passes(0);

        assertThat(watch.join().events())
                .singleElement()
                .satisfies(change -> assertThat(change.entry()).contains(naming.entry("bank/alice")));
        assertThat(naming.naming().watching()).isZero();
    }

    @Test
    void aWatchThatBeginsWithNothingIsToldThePresentRevisionAtOnce() {
        naming.joins(1);
        naming.binds("x", 1);

        Changes changes = naming.watches("y", -1).join();

        assertThat(changes).isEqualTo(new Changes(naming.entry("x").binding().epoch(), false, List.of()));
    }

    @Test
    void aWatchOfThePastIsAnsweredAtOnce() {
        naming.joins(1);
        long start = naming.revision();
        naming.binds("x", 1);

        assertThat(naming.watches("", start).join().events()).hasSize(1);
        assertThat(naming.watches("", naming.revision() + 1).join().resync()).isTrue();
    }

    @Test
    void aWatchThatHasNothingToTellIsAnsweredAfterItsHoldAndGoesOnFromThere() {
        naming.joins(1);
        long start = naming.revision();
        CompletableFuture<Changes> watch = naming.watches("bank", start);
        naming.binds("other", 1);

        naming.passes(Naming.WATCH_HOLD_MILLIS - 1);
        assertThat(watch).isNotDone();
        naming.passes(1);

        assertThat(watch.join().events()).isEmpty();
        assertThat(naming.watches("bank", watch.join().revision())).isNotDone();
        assertThat(naming.naming().watching()).isEqualTo(1);
    }

    @Test
    void aCancelledWatchIsForgotten() {
        CompletableFuture<Changes> watch = naming.watches("", naming.revision());
        assertThat(naming.naming().watching()).isEqualTo(1);

        watch.cancel(true);

        assertThat(naming.naming().watching()).isZero();
    }

    @Test
    void nobodyWaitsForANamingThatCloses() {
        CompletableFuture<Changes> watch = naming.watches("", naming.revision());

        naming.stop();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(watch::get)
                .withCauseInstanceOf(RefusedException.class);
    }

    @Test
    void moreWatchesThanNamingHoldsAreRefused() {
        for (int i = 0; i < 10_000; i++) {
            naming.naming().watch("x", naming.revision());
        }

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> naming.naming().watch("x", 0))
                .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.OVERLOADED));
    }

    @Test
    void aWatcherThatComesAndGoesWhileNamingDiesHearsEveryChangeOnceAndInOrder() throws EpochConflictException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        naming.joins(1);
        long heard = naming.revision();
        List<Change> all = new ArrayList<>();
        int made = 0;

        for (int round = 0; round < 400; round++) {
            CompletableFuture<Changes> watch = naming.naming().watch("", heard).toCompletableFuture();
            for (int i = random.nextInt(3); i > 0; i--) {
                String name = "x/" + random.nextInt(5);
                boolean bound = naming.naming()
                        .resolve(new ObjectName(name))
                        .toCompletableFuture()
                        .join()
                        .isPresent();
                if (bound) {
                    naming.frees(name);
                } else {
                    naming.binds(name, 1);
                }
                made++;
            }
            if (random.nextInt(10) == 0) {
                naming.stop();
                naming.start();
            } else if (random.nextInt(3) == 0) {
                watch.cancel(true);
            }
            naming.joins(1);
            naming.passes(random.nextInt(100));
            if (watch.isDone() && !watch.isCompletedExceptionally()) {
                assertThat(watch.join().resync()).isFalse();
                heard = watch.join().revision();
                all.addAll(watch.join().events());
            }
        }
        all.addAll(naming.watches("", heard)
                .getNow(new Changes(0, false, List.of()))
                .events());

        assertThat(all).as("seed %d", seed).hasSize(made);
        assertThat(all.stream().map(Change::revision))
                .as("seed %d", seed)
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
