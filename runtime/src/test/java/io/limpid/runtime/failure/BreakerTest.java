package io.limpid.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an endpoint is given up, for how long, and how it comes back. */
final class BreakerTest {
    private final VirtualTime clock = new VirtualTime();
    private final Breaker breaker = new Breaker(new Endpoint("a", 1), clock);

    @Test
    void fiveFailuresInARowGiveAnEndpointUp() {
        attempts(4, Verdict.FAILED);
        boolean early = breaker.isAway();

        attempts(1, Verdict.FAILED);

        assertThat(early).isFalse();
        assertThat(breaker.isAway()).isTrue();
        assertThat(breaker.admits()).isFalse();
    }

    @Test
    void anAnswerBetweenEndsTheRow() {
        attempts(4, Verdict.FAILED);
        attempts(1, Verdict.ANSWERED);
        attempts(4, Verdict.FAILED);

        assertThat(breaker.isAway()).isFalse();
    }

    @Test
    void whatSaysNothingNeitherEndsTheRowNorLengthensIt() {
        attempts(4, Verdict.FAILED);
        attempts(50, Verdict.NO_NEWS);
        boolean early = breaker.isAway();
        attempts(1, Verdict.FAILED);

        assertThat(early).isFalse();
        assertThat(breaker.isAway()).isTrue();
    }

    @Test
    void anEndpointThatFailsEveryFourthAttemptIsGivenUpOnceItIsSure() {
        for (int i = 0; i < 4; i++) {
            attempts(3, Verdict.ANSWERED);
            attempts(1, Verdict.FAILED);
        }
        boolean early = breaker.isAway();

        attempts(3, Verdict.ANSWERED);
        attempts(1, Verdict.FAILED);

        assertThat(early).as("with fewer than 20 attempts").isFalse();
        assertThat(breaker.isAway()).isTrue();
    }

    @Test
    void anEndpointThatFailsSeldomIsKept() {
        for (int i = 0; i < 200; i++) {
            attempts(6, Verdict.ANSWERED);
            attempts(1, Verdict.FAILED);
        }

        assertThat(breaker.isAway()).isFalse();
    }

    @Test
    void failuresOfHalfAMinuteAgoNoLongerCount() {
        for (int i = 0; i < 4; i++) {
            attempts(4, Verdict.FAILED);
            attempts(1, Verdict.ANSWERED);
            pass(Duration.ofSeconds(31));
        }

        assertThat(breaker.isAway()).isFalse();
    }

    @Test
    void itIsAwayForFiveSecondsAndThenProbedByThree() {
        attempts(5, Verdict.FAILED);

        pass(Duration.ofMillis(4_999));
        boolean early = breaker.admits();
        pass(Duration.ofMillis(2));
        List<Boolean> admitted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            admitted.add(breaker.admits());
        }

        assertThat(early).isFalse();
        assertThat(admitted).containsExactly(true, true, true, false, false);
    }

    @Test
    void threeProbesThatAreAnsweredTakeItBack() {
        attempts(5, Verdict.FAILED);
        pass(Duration.ofMillis(5_001));

        attempts(3, Verdict.ANSWERED);

        for (int i = 0; i < 10; i++) {
            assertThat(breaker.admits()).isTrue();
        }
    }

    @Test
    void aProbeThatSaysNothingMakesRoomForAnother() {
        attempts(5, Verdict.FAILED);
        pass(Duration.ofMillis(5_001));

        attempts(10, Verdict.NO_NEWS);

        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void eachTimeThatItFailsAgainItIsAwayForTwiceAsLongUpToFiveMinutes() {
        attempts(5, Verdict.FAILED);
        List<Long> spans = new ArrayList<>();

        for (int i = 0; i < 9; i++) {
            spans.add(Duration.ofNanos(breaker.awayNanos()).toSeconds());
            pass(Duration.ofNanos(breaker.awayNanos() + 1));
            attempts(3, Verdict.FAILED);
        }

        assertThat(spans).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    }

    @Test
    void onceTakenBackItBeginsWithFiveSecondsAnew() {
        attempts(5, Verdict.FAILED);
        pass(Duration.ofSeconds(6));
        attempts(3, Verdict.FAILED);
        pass(Duration.ofSeconds(11));
        attempts(3, Verdict.ANSWERED);

        attempts(5, Verdict.FAILED);

        assertThat(Duration.ofNanos(breaker.awayNanos())).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void attemptsFromBeforeItWasGivenUpSayNothingOfHowItIsNow() {
        int before = breaker.round();
        attempts(5, Verdict.FAILED);
        pass(Duration.ofMillis(5_001));
        attempts(1, Verdict.ANSWERED);

        for (int i = 0; i < 20; i++) {
            breaker.ended(before, Verdict.FAILED);
            breaker.ended(before, Verdict.NO_NEWS);
        }
        attempts(2, Verdict.ANSWERED);

        assertThat(breaker.isAway()).isFalse();
        assertThat(breaker).hasToString("a:1 CLOSED");
    }

    @Test
    void itNeedsNoThread() {
        attempts(5, Verdict.FAILED);
        pass(Duration.ofMinutes(1));
        attempts(3, Verdict.FAILED);

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("CircuitBreaker"));
    }

    private void attempts(int count, Verdict verdict) {
        for (int i = 0; i < count && breaker.admits(); i++) {
            breaker.ended(breaker.round(), verdict);
        }
    }

    private void pass(Duration span) {
        clock.pass(span);
    }
}
