package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming.NameTakenException;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host believes of its lease, on virtual time. */
final class MembershipTest {
    private static final Duration TERM = Duration.ofMillis(400);

    private final VirtualTime time = new VirtualTime();
    private final FakeNaming naming = new FakeNaming();
    private final Environment environment = new Environment(time, time, new Random(1), Runnable::run, () -> {});
    private final Membership.Identity identity =
            new Membership.Identity("a", new UUID(1, 1), new Endpoint("127.0.0.1", 9000));
    private Runnable bindsAnew = () -> {};
    private int boundAnew;
    private final Membership membership = new Membership(naming, span -> naming, identity, environment, () -> {
        bindsAnew.run();
        boundAnew++;
    });

    @BeforeEach
    void join() throws Exception {
        membership.join();
    }

    @Test
    void whileItRenewsItIsSure() {
        for (int i = 0; i < 100; i++) {
            time.advance(TERM.dividedBy(3));
            assertThat(membership.isInDoubt()).isFalse();
        }
    }

    @Test
    void afterAPauseOfMoreThanATermItIsInDoubtUntilNamingHasAnswered() {
        time.pass(TERM.plusMillis(1));
        assertThat(membership.isInDoubt()).isTrue();

        time.advance(Duration.ZERO);

        assertThat(membership.isInDoubt()).isFalse();
    }

    @Test
    void whoWasGivenUpMeanwhileIsInDoubtUntilAllIsBoundAnew() {
        naming.forget("a");
        time.pass(TERM.plusMillis(1));

        time.advance(Duration.ZERO);

        assertThat(boundAnew).isEqualTo(1);
        assertThat(membership.isInDoubt()).isFalse();
    }

    @Test
    void whoLearnsByBindingThatItWasGivenUpIsInDoubtUntilAllElseIsBoundAnewToo() throws Exception {
        naming.forget("a");

        membership.bind(new ObjectName("x"), new InterfaceId("X"), null, bound -> {});
        assertThat(membership.isInDoubt()).isTrue();
        time.advance(Duration.ZERO);

        assertThat(boundAnew).isEqualTo(1);
        assertThat(membership.isInDoubt()).isFalse();
    }

    @Test
    void anEndWhileItComesBackIsMadeGoodTooBeforeItIsSure() {
        naming.forget("a");
        bindsAnew = () -> {
            bindsAnew = () -> {};
            naming.forget("a");
            bindUnheeded();
        };
        time.advance(TERM.dividedBy(2));

        assertThat(boundAnew).isEqualTo(2);
        assertThat(membership.isInDoubt()).isFalse();
    }

    @Test
    void whatCannotBeBoundAnewYetIsTriedAgainUntilItIs() {
        naming.forget("a");
        bindsAnew = () -> {
            bindsAnew = () -> {};
            throw new IllegalStateException("not yet");
        };
        time.advance(TERM.dividedBy(2));
        assertThat(membership.isInDoubt()).isTrue();

        time.advance(TERM.dividedBy(4));

        assertThat(boundAnew).isEqualTo(1);
        assertThat(membership.isInDoubt()).isFalse();
    }

    @Test
    void whatNamingSaidBetweenTwoAttemptsToComeBackOpensNothing() {
        int[] asked = new int[1];
        naming.forget("a");
        bindsAnew = () -> {
            bindsAnew = () -> {};
            asked[0] = membership.tenure().number();
            naming.forget("a");
            throw new IllegalStateException("not yet");
        };
        time.advance(TERM);

        assertThat(boundAnew).isEqualTo(1);
        assertThat(membership.tenure().opens(asked[0], () -> {})).isFalse();
    }

    private void bindUnheeded() {
        try {
            membership.bind(new ObjectName("x"), new InterfaceId("X"), null, bound -> {});
        } catch (NameTakenException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whileNamingIsAwayItIsSure() {
        naming.away = true;

        for (int i = 0; i < 100; i++) {
            time.advance(TERM.dividedBy(3));
            assertThat(membership.isInDoubt()).isFalse();
        }
    }
}
