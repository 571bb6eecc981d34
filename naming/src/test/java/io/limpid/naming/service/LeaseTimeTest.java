package io.limpid.naming.service;

import static io.limpid.naming.service.Simulated.TERMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.location.Naming.LeaseEndedException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of leases while time passes, naming dies, stands still or is cut off. */
final class LeaseTimeTest {
    private static final long TERM = TERMS.hostMillis();

    private final Simulated naming = new Simulated();

    @Test
    void aSilentHostIsSuspectSoonAfterItsTermAndNotBefore() {
        naming.joins(1);
        naming.binds("x", 1);

        naming.passes(TERM - 1);
        assertThat(naming.isSuspect("x")).isFalse();
        naming.passes(TERM / 10 + 1);

        assertThat(naming.isSuspect("x")).isTrue();
    }

    @Test
    void aHostThatRenewsEveryThirdOfItsTermIsNeverSuspect() throws Exception {
        naming.joins(1);
        naming.binds("x", 1);
        long start = naming.revision();

        for (int i = 0; i < 100; i++) {
            naming.passes(TERM / 3);
            naming.renews(1);
        }

        assertThat(naming.watches("", start).isDone()).as("any change").isFalse();
    }

    @Test
    void leasesStandStillWhileNamingIsDownAndGetAFullTermAfterwards() {
        naming.joins(1);
        naming.binds("x", 1);
        long client = naming.opensClient();
        naming.passes(TERM - 1);

        naming.stop();
        naming.passes(100 * TERM);
        naming.start();
        naming.passes(TERM - 1);

        assertThat(naming.isSuspect("x")).isFalse();
        assertThat(naming.naming().renewClient(client).toCompletableFuture()).isCompleted();
        naming.passes(TERM / 10 + 1);
        assertThat(naming.isSuspect("x")).isTrue();
    }

    @Test
    void aWallClockThatJumpsNeitherEndsALeaseNorLengthensOne() {
        naming.joins(1);
        naming.binds("x", 1);

        naming.wallOffset = Duration.ofDays(1);
        naming.passes(TERM / 2);
        naming.wallOffset = Duration.ofDays(-1);
        naming.passes(TERM / 2 - 1);

        assertThat(naming.isSuspect("x")).isFalse();
        naming.passes(TERM / 10 + 1);
        assertThat(naming.isSuspect("x")).isTrue();
    }

    @Test
    void leasesGetAFullTermAfterThisProcessStoodStill() {
        naming.joins(1);
        naming.binds("x", 1);
        naming.passes(TERM / 2);

        naming.time.pass(Duration.ofMillis(70 * TERM));
        naming.passes(TERM - 1);

        assertThat(naming.isSuspect("x")).isFalse();
        naming.passes(TERM / 10 + 1);
        assertThat(naming.isSuspect("x")).isTrue();
    }

    @Test
    void aRequestThatArrivesRightAfterAPauseDoesNotEndWhatThePauseHeldUp() {
        naming.joins(1);
        naming.joins(2);
        naming.binds("x", 1);
        naming.passes(TERM / 2);

        naming.time.pass(Duration.ofMillis(70 * TERM));
        naming.binds("y", 2);
        naming.passes(TERM / 2);

        assertThat(naming.isSuspect("x")).isFalse();
        assertThat(naming.isSuspect("y")).isFalse();
    }

    @Test
    void aNewLeadershipGivesAFullTerm() {
        naming.joins(1);
        naming.binds("x", 1);
        naming.passes(TERM - 1);

        naming.log().lead();
        naming.passes(TERM - 1);

        assertThat(naming.isSuspect("x")).isFalse();
    }

    @Test
    void noClientIdIsGrantedTwiceAcrossTwentyRestarts() {
        Set<Long> granted = new HashSet<>();

        for (int restart = 0; restart < 20; restart++) {
            for (int i = 0; i < 1_000; i++) {
                long id = naming.opensClient();
                assertThat(granted.add(id)).as("id %d is new", id).isTrue();
                if (i % 3 == 0) {
                    naming.naming().closeClient(id);
                }
            }
            naming.stop();
            naming.start();
        }

        assertThat(granted).hasSize(20_000);
        assertThat(naming.naming().status().clients())
                .as("none expired by a restart")
                .isEqualTo(20 * 666);
    }

    @Test
    void aClientWhoseLeaseEndedIsToldSo() {
        long client = naming.opensClient();

        naming.passes(TERMS.clientMillis() + TERM / 10);

        assertThatThrownBy(() -> naming.naming()
                        .renewClient(client)
                        .toCompletableFuture()
                        .get())
                .hasCauseInstanceOf(LeaseEndedException.class);
    }

    @Test
    void hostsThatAreCutOffForTwoTermsLoseNothingAndTheDeadAreGoneTwoTermsAfterTheHealing() throws Exception {
        IntStream.rangeClosed(1, 20).forEach(host -> {
            naming.joins(host);
            naming.binds("x/" + host, host);
            naming.passes(TERM / 60);
        });
        long start = naming.revision();

        naming.passes(2 * TERM);
        assertThat(naming.watches("", start).isDone())
                .as("any change while cut off")
                .isFalse();
        passWhileRenewing(18, 2 * TERM);

        assertThat(IntStream.rangeClosed(1, 18)).noneMatch(host -> naming.isSuspect("x/" + host));
        assertThat(IntStream.rangeClosed(19, 20)).allMatch(host -> naming.isSuspect("x/" + host));
        passWhileRenewing(18, TERM / 10);
        assertThat(naming.naming().status().hosts()).isEqualTo(18);
        assertThat(naming.naming().status().names()).as("suspect, not removed").isEqualTo(20);
    }

    @Test
    void nothingIsLoggedWhileNothingIsDue() {
        naming.joins(1);
        long before = naming.log().lastApplied().index();

        for (int i = 0; i < 30; i++) {
            naming.passes(TERM / 3);
            naming.naming().renewHost("h1", Simulated.instance(1));
        }

        long ticks = naming.log().lastApplied().index() - before - 30;
        assertThat(ticks).isLessThanOrEqualTo(20);
    }

    private void passWhileRenewing(int hosts, long millis) throws Exception {
        for (long passed = 0; passed < millis; passed += TERM / 5) {
            for (int host = 1; host <= hosts; host++) {
                naming.renews(host);
            }
            naming.passes(Math.min(TERM / 5, millis - passed));
        }
    }
}
