package io.limpid.naming.state;

import static io.limpid.naming.state.Replicas.TERMS;
import static io.limpid.naming.state.Replicas.endpoint;
import static io.limpid.naming.state.Replicas.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Binding;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HostLeasesTest {
    private static final long TERM = TERMS.hostMillis();
    private static final Answer GRANTED = new Answer.Granted(0);

    private final Replicas naming = new Replicas();

    @Test
    void whatASilentHostHoldsIsSuspectAndStaysBound() {
        naming.joins("a", 1);
        Binding binding = naming.bound(naming.binds("x", "a", 1));

        naming.passes(TERM - 1);
        assertThat(naming.isSuspect("x")).isFalse();
        naming.passes(1);
        assertThat(naming.isSuspect("x")).isTrue();
        naming.passes(100 * TERM);

        assertThat(naming.entry("x")).hasValueSatisfying(entry -> {
            assertThat(entry.binding()).isEqualTo(binding);
            assertThat(entry.suspect()).isTrue();
        });
    }

    @Test
    void aHostThatRenewsInTimeIsNeverSuspect() {
        naming.joins("a", 1);
        naming.binds("x", "a", 1);

        for (int i = 0; i < 50; i++) {
            naming.passes(TERM / 2);
            assertThat(naming.renews("a", 1)).isEqualTo(GRANTED);
        }

        assertThat(naming.isSuspect("x")).isFalse();
    }

    @Test
    void aLeaseThatHasEndedIsNotRenewedButBegunAnew() {
        naming.joins("a", 1);
        Binding binding = naming.bound(naming.binds("x", "a", 1));
        naming.passes(TERM);

        assertThat(naming.renews("a", 1)).isEqualTo(new Answer.Ended());
        assertThat(naming.isSuspect("x")).isTrue();
        assertThat(naming.joins("a", 1)).isEqualTo(GRANTED);

        assertThat(naming.isSuspect("x")).isFalse();
        assertThat(naming.entry("x").orElseThrow().binding()).isEqualTo(binding);
    }

    @Test
    void onlyHostsWhoseLeasesLiveAreTold() {
        naming.joins("b", 2);
        naming.joins("a", 1);
        naming.passes(TERM - 1);
        naming.renews("b", 2);
        naming.joins("c", 3);
        assertThat(naming.livingHosts()).containsExactly("a", "b", "c");

        naming.passes(1);
        assertThat(naming.livingHosts()).as("the silent one").containsExactly("b", "c");
        naming.joins("a", 1);

        assertThat(naming.livingHosts()).as("heard of again").containsExactly("a", "b", "c");
    }

    @Test
    void aDeadHostIsGoneTwoTermsAfterItWasLastHeardOf() {
        naming.joins("a", 1);

        naming.passes(TERM);
        assertThat(naming.counts().hosts()).isEqualTo(1);
        naming.passes(TERM);

        assertThat(naming.counts().hosts()).isZero();
        assertThat(naming.renews("a", 1)).isEqualTo(new Answer.Ended());
    }

    @Test
    void aForgottenHostThatJoinsAgainHoldsWhatNobodyTook() {
        naming.joins("a", 1);
        naming.joins("b", 2);
        Binding kept = naming.bound(naming.binds("kept", "a", 1));
        naming.binds("taken", "a", 1);
        naming.passes(TERM);
        naming.joins("b", 2);
        Binding taken = naming.bound(naming.binds("taken", "b", 2));
        naming.passes(TERM / 2);
        naming.renews("b", 2);
        naming.passes(TERM / 2);

        assertThat(naming.joins("a", 1)).isEqualTo(GRANTED);

        assertThat(naming.isSuspect("kept")).isFalse();
        assertThat(naming.bound(naming.binds("kept", "a", 1))).isEqualTo(kept);
        assertThat(naming.binds("taken", "a", 1)).isEqualTo(new Answer.Taken(taken));
    }

    @Test
    void aSuspectNameIsFreeForAnotherAtAHigherEpochAndANewIncarnation() {
        naming.joins("a", 1);
        Binding before = naming.bound(naming.binds("x", "a", 1));
        naming.passes(TERM);
        naming.joins("b", 2);

        Binding after = naming.bound(naming.binds("x", "b", 2));

        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThat(after.incarnation()).isEqualTo(after.epoch());
        assertThat(naming.isSuspect("x")).isFalse();
    }

    @Test
    void aHostNameBelongsToOneLivingInstance() {
        naming.joins("a", 1);

        assertThat(naming.joins("a", 2)).isEqualTo(new Answer.HostTaken(endpoint(9001)));
        naming.passes(TERM);
        assertThat(naming.joins("a", 2)).isEqualTo(GRANTED);

        assertThat(naming.renews("a", 1)).isEqualTo(new Answer.Ended());
        assertThat(naming.binds("x", "a", 1)).isEqualTo(new Answer.Ended());
    }

    @Test
    void anInstanceDoesNotChangeItsEndpoint() {
        naming.joins("a", 1);

        Answer answer = naming.apply(new Command.JoinHost(0, TERM, "a", instance(1), endpoint(1)));

        assertThat(answer).isEqualTo(new Answer.HostTaken(endpoint(9001)));
    }

    @Test
    void namesOfAnEarlierInstanceAreFreeForTheNextOne() {
        naming.joins("a", 1);
        Binding before = naming.bound(naming.binds("x", "a", 1));
        naming.passes(TERM);
        naming.joins("a", 2);
        assertThat(naming.isSuspect("x")).isTrue();

        Binding after = naming.bound(naming.binds("x", "a", 2));

        assertThat(after.incarnation()).isGreaterThan(before.epoch());
    }

    @Test
    void aPauseOfNamingEndsNobodysLease() {
        naming.joins("a", 1);
        naming.binds("x", "a", 1);
        naming.passes(TERM - 1);

        naming.begins(0);
        naming.passes(TERM - 1);
        assertThat(naming.isSuspect("x")).isFalse();
        naming.passes(1);

        assertThat(naming.isSuspect("x")).isTrue();
    }

    @Test
    void hostsThatFallSilentTogetherGetTwoFurtherTermsAndNotMore() {
        IntStream.rangeClosed(1, 8).forEach(i -> {
            naming.joins("h" + i, i);
            naming.binds("x" + i, "h" + i, i);
            naming.passes(TERM / 30);
        });

        for (long passed = 0; passed < 2 * TERM; passed += TERM / 10) {
            naming.passes(TERM / 10);
            assertThat(suspects(8)).as("after %d ms of silence", passed).isZero();
        }
        naming.passes(TERM);
        naming.passes(TERM);

        assertThat(suspects(8)).isEqualTo(8);
    }

    @Test
    void theDeadAmongTheSilentGoWhenTheOthersAreHeardOfAgain() {
        IntStream.rangeClosed(1, 8).forEach(i -> {
            naming.joins("h" + i, i);
            naming.binds("x" + i, "h" + i, i);
        });
        for (int i = 0; i < 20; i++) {
            naming.passes(TERM / 10);
        }

        for (int i = 0; i < 10; i++) {
            IntStream.rangeClosed(1, 6).forEach(host -> naming.renews("h" + host, host));
            naming.passes(TERM / 10);
        }
        assertThat(suspects(6)).isZero();
        assertThat(naming.isSuspect("x7")).isTrue();
        assertThat(naming.isSuspect("x8")).isTrue();

        for (int i = 0; i < 10; i++) {
            IntStream.rangeClosed(1, 6).forEach(host -> naming.renews("h" + host, host));
            naming.passes(TERM / 10);
        }
        assertThat(naming.counts().hosts()).isEqualTo(6);
    }

    @Test
    void aFewDeadAmongManyGetNoFurtherTerm() {
        IntStream.rangeClosed(1, 8).forEach(i -> {
            naming.joins("h" + i, i);
            naming.binds("x" + i, "h" + i, i);
        });

        for (int i = 0; i < 10; i++) {
            IntStream.rangeClosed(5, 8).forEach(host -> naming.renews("h" + host, host));
            naming.passes(TERM / 10);
        }

        assertThat(suspects(4)).isEqualTo(4);
        assertThat(suspects(8)).isEqualTo(4);
    }

    private long suspects(int hosts) {
        return IntStream.rangeClosed(1, hosts)
                .filter(i -> naming.isSuspect("x" + i))
                .count();
    }
}
