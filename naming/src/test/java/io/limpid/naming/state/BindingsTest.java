package io.limpid.naming.state;

import static io.limpid.naming.state.Replicas.endpoint;
import static io.limpid.naming.state.Replicas.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.MoveConsent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class BindingsTest {
    private final Replicas naming = new Replicas();

    @Test
    void aFreeNameIsBoundAtANewEpochAndIncarnation() {
        naming.joins("a", 1);

        Binding binding = naming.bound(naming.binds("x/y", "a", 1));

        assertThat(binding.epoch()).isEqualTo(binding.incarnation()).isPositive();
        assertThat(binding.replicas()).singleElement().satisfies(replica -> {
            assertThat(replica.host()).isEqualTo("a");
            assertThat(replica.endpoint()).isEqualTo(endpoint(9001));
        });
        assertThat(naming.entry("x/y")).hasValueSatisfying(entry -> {
            assertThat(entry.binding()).isEqualTo(binding);
            assertThat(entry.suspect()).isFalse();
        });
    }

    @Test
    void aRepeatedBindIsAnsweredWithTheBindingThatItMade() {
        naming.joins("a", 1);
        Binding binding = naming.bound(naming.binds("x", "a", 1));

        Binding again = naming.bound(naming.binds("x", "a", 1));

        assertThat(again).isEqualTo(binding);
        assertThat(naming.told()).hasSize(1);
    }

    @Test
    void aNameHeldByALivingHostIsNotGivenToAnother() {
        naming.joins("a", 1);
        naming.joins("b", 2);
        Binding binding = naming.bound(naming.binds("x", "a", 1));

        Answer answer = naming.binds("x", "b", 2);

        assertThat(answer).isEqualTo(new Answer.Taken(binding));
    }

    @Test
    void aNameIsNotHeldWithTwoInterfaces() {
        naming.joins("a", 1);
        Binding binding = naming.bound(naming.binds("x", "a", 1));

        Answer answer =
                naming.apply(new Command.Bind(0, new ObjectName("x"), new InterfaceId("bank.Other"), "a", instance(1)));

        assertThat(answer).isEqualTo(new Answer.Taken(binding));
    }

    @Test
    void onlyARegisteredInstanceBinds() {
        naming.joins("a", 1);

        assertThat(naming.binds("x", "a", 2)).isEqualTo(new Answer.Ended());
        assertThat(naming.binds("x", "b", 1)).isEqualTo(new Answer.Ended());
        assertThat(naming.entry("x")).isEmpty();
    }

    @Test
    void aMoveKeepsTheIncarnationAndItsRepetitionFindsIt() {
        naming.joins("a", 1);
        naming.joins("b", 2);
        Binding before = naming.bound(naming.binds("x", "a", 1));

        Binding after = naming.bound(naming.rebinds("x", before.epoch(), "b", 2));
        Binding again = naming.bound(naming.rebinds("x", before.epoch(), "b", 2));

        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThat(after.incarnation()).isEqualTo(before.incarnation());
        assertThat(after.replicas().get(0).host()).isEqualTo("b");
        assertThat(again).isEqualTo(after);
    }

    @Test
    void ofTwoMovesFromOneEpochOneIsToldOfTheOther() {
        naming.joins("a", 1);
        naming.joins("b", 2);
        naming.joins("c", 3);
        Binding before = naming.bound(naming.binds("x", "a", 1));
        Binding after = naming.bound(naming.rebinds("x", before.epoch(), "b", 2));

        Answer late = naming.rebinds("x", before.epoch(), "c", 3);

        assertThat(late).isEqualTo(new Answer.Conflict(after.epoch()));
    }

    @Test
    void aMoveOfANameThatNobodyHoldsIsAConflict() {
        naming.joins("a", 1);

        assertThat(naming.rebinds("x", 0, "a", 1)).isEqualTo(new Answer.Conflict(0));
    }

    @Test
    void aBindIsNotTakenForARepeatedMove() {
        naming.joins("a", 1);
        Binding first = naming.bound(naming.binds("x", "a", 1));
        naming.unbinds("x", first.epoch());
        Binding second = naming.bound(naming.binds("x", "a", 1));

        assertThat(naming.rebinds("x", 0, "a", 1)).isEqualTo(new Answer.Conflict(second.epoch()));
        assertThat(naming.rebinds("x", first.epoch(), "a", 1)).isEqualTo(new Answer.Conflict(second.epoch()));
    }

    @Test
    void aNameIsFreedAtItsEpochAloneAndOnlyOnce() {
        naming.joins("a", 1);
        Binding binding = naming.bound(naming.binds("x", "a", 1));

        assertThat(naming.unbinds("x", binding.epoch() + 1)).isEqualTo(new Answer.Conflict(binding.epoch()));
        assertThat(naming.unbinds("x", binding.epoch())).isEqualTo(new Answer.Done());
        assertThat(naming.unbinds("x", binding.epoch())).isEqualTo(new Answer.Done());
        assertThat(naming.entry("x")).isEmpty();
    }

    @Test
    void theEpochsOfANameGrowAcrossUnbindAndBind() {
        naming.joins("a", 1);
        long last = 0;

        for (int i = 0; i < 20; i++) {
            Binding binding = naming.bound(naming.binds("x", "a", 1));
            assertThat(binding.epoch()).isGreaterThan(last);
            last = binding.epoch();
            naming.unbinds("x", last);
        }
    }

    @Test
    void epochsAndClientIdsGoOnAboveEverythingGivenOutBeforeTheStoreWasLost() {
        naming.begins(1_800_000_000_000L);
        naming.joins("a", 1);
        Binding binding = naming.bound(naming.binds("x", "a", 1));
        long client = naming.opensClient();

        Replicas wiped = new Replicas();
        wiped.begins(1_800_000_060_000L);
        wiped.joins("a", 1);

        assertThat(wiped.bound(wiped.binds("x", "a", 1)).epoch()).isGreaterThan(binding.epoch());
        assertThat(wiped.opensClient()).isGreaterThan(client);
    }

    @Test
    void namesAreListedInOrderByWholeSegmentsAPageAtATime() {
        naming.joins("a", 1);
        for (String name : new String[] {"bank", "bank-x", "bank/b", "bank/a", "bank/a/1", "banker/c", "ban"}) {
            naming.binds(name, "a", 1);
        }

        assertThat(naming.list("bank", "", 10)).containsExactly("bank", "bank/a", "bank/a/1", "bank/b");
        assertThat(naming.list("bank", "", 2)).containsExactly("bank", "bank/a");
        assertThat(naming.list("bank", "bank", 1)).containsExactly("bank/a");
        assertThat(naming.list("bank", "bank/a", 10)).containsExactly("bank/a/1", "bank/b");
        assertThat(naming.list("bank", "bank/b", 10)).isEmpty();
        assertThat(naming.list("nowhere", "", 10)).isEmpty();
        assertThat(naming.list("", "", 3)).containsExactly("ban", "bank", "bank-x");
        assertThat(naming.list("", "bank-x", 10)).containsExactly("bank/a", "bank/a/1", "bank/b", "banker/c");
    }

    @Test
    void aHostThatLeavesTakesItsNamesWithIt() {
        naming.joins("a", 1);
        naming.joins("b", 2);
        naming.binds("x", "a", 1);
        naming.binds("y", "b", 2);

        naming.apply(new Command.LeaveHost(0, "b", instance(9)));
        naming.apply(new Command.LeaveHost(0, "a", instance(1)));

        assertThat(naming.list("", "", 10)).containsExactly("y");
        assertThat(naming.counts().hosts()).isEqualTo(1);
    }

    @Test
    void aNameMovesOnlyWithTheConsentOfWhoeverHoldsIt() {
        naming.joins("a", 1);
        naming.joins("b", 2);
        naming.joins("mallory", 3);
        long epoch = naming.bound(naming.binds("x", "a", 1)).epoch();
        long other = naming.bound(naming.binds("y", "a", 1)).epoch();
        UUID toB = MoveConsent.of(Replicas.instance(1), new ObjectName("x"), epoch, "b");

        // Her own, that for another host, that for another name, that of another epoch.
        List<UUID> forged = List.of(
                MoveConsent.of(Replicas.instance(3), new ObjectName("x"), epoch, "mallory"),
                toB,
                MoveConsent.of(Replicas.instance(1), new ObjectName("y"), other, "mallory"),
                MoveConsent.of(Replicas.instance(1), new ObjectName("x"), epoch - 1, "mallory"));

        for (UUID consent : forged) {
            assertThat(naming.apply(rebind("x", epoch, "mallory", 3, consent))).isEqualTo(new Answer.Denied());
        }
        Binding moved = naming.bound(naming.apply(rebind("x", epoch, "b", 2, toB)));
        assertThat(moved.replicas().get(0).host()).isEqualTo("b");
    }

    @Test
    void whoeverHasGivenANameAwayDoesNotGetItBackByItself() {
        naming.joins("a", 1);
        naming.joins("b", 2);
        long before = naming.bound(naming.binds("x", "a", 1)).epoch();
        long after = naming.bound(naming.rebinds("x", before, "b", 2)).epoch();

        assertThat(naming.rebinds("x", after, "a", 1, Replicas.instance(1))).isEqualTo(new Answer.Denied());
        assertThat(naming.bound(naming.rebinds("x", after, "a", 1, Replicas.instance(2)))
                        .replicas()
                        .get(0)
                        .host())
                .isEqualTo("a");
    }

    @Test
    void aMoveInALogThatIsOlderThanConsentsIsMadeAsItWasThen() {
        naming.joins("a", 1);
        naming.joins("b", 2);
        long epoch = naming.bound(naming.binds("x", "a", 1)).epoch();

        Answer answer = naming.apply(new Command.Rebind(
                naming.now(), new ObjectName("x"), epoch, "b", Replicas.instance(2), Optional.empty()));

        assertThat(naming.bound(answer).replicas().get(0).host()).isEqualTo("b");
    }

    private Command rebind(String name, long epoch, String host, int instance, UUID consent) {
        return new Command.Rebind(
                naming.now(), new ObjectName(name), epoch, host, Replicas.instance(instance), Optional.of(consent));
    }
}
