package io.limpid.naming.state;

import static io.limpid.naming.state.Replicas.TERMS;
import static io.limpid.naming.state.Replicas.endpoint;
import static io.limpid.naming.state.Replicas.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.identity.Seat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GroupsTest {
    private static final Seat SEAT = new Seat(Role.PRIMARY, "");

    private final Replicas naming = new Replicas();

    @BeforeEach
    void hostsLive() {
        naming.joins("a", 1);
        naming.joins("b", 2);
        naming.joins("c", 3);
    }

    @Test
    void replicasJoinOneAfterAnotherAndEachKeepsTheEpochAtWhichItJoined() {
        Binding one = naming.bound(naming.joinsGroup("x", "a", 1));
        Binding two = naming.bound(naming.joinsGroup("x", "b", 2, new Seat(Role.BACKUP, "north")));

        assertThat(two.epoch()).isGreaterThan(one.epoch());
        assertThat(two.incarnation()).isEqualTo(one.incarnation());
        assertThat(two.replicas())
                .containsExactly(
                        new Replica("a", endpoint(9001), Role.PRIMARY, "", one.epoch()),
                        new Replica("b", endpoint(9002), Role.BACKUP, "north", two.epoch()));
        assertThat(naming.entry("x"))
                .hasValueSatisfying(entry -> assertThat(entry.binding()).isEqualTo(two));
        assertThat(naming.told()).hasSize(2);
    }

    @Test
    void aRepeatedJoinChangesNothing() {
        naming.joinsGroup("x", "a", 1);
        Binding two = naming.bound(naming.joinsGroup("x", "b", 2));

        assertThat(naming.bound(naming.joinsGroup("x", "a", 1))).isEqualTo(two);
        assertThat(naming.told()).hasSize(2);
    }

    @Test
    void anotherPlaceOfTheSameHostReplacesItsOld() {
        naming.joinsGroup("x", "a", 1);
        Binding after = naming.bound(naming.joinsGroup("x", "a", 1, new Seat(Role.BACKUP, "")));

        assertThat(after.replicas()).containsExactly(new Replica("a", endpoint(9001), Role.BACKUP, "", after.epoch()));
    }

    @Test
    void aNameIsEitherAGroupsOrOneHosts() {
        Binding alone = naming.bound(naming.binds("x", "a", 1));
        Binding group = naming.bound(naming.joinsGroup("y", "a", 1));

        assertThat(naming.joinsGroup("x", "b", 2)).isEqualTo(new Answer.Taken(alone));
        assertThat(naming.joinsGroup("x", "a", 1)).isEqualTo(new Answer.Taken(alone));
        assertThat(naming.binds("y", "b", 2)).isEqualTo(new Answer.Taken(group));
        assertThat(naming.binds("y", "a", 1)).isEqualTo(new Answer.Taken(group));
    }

    @Test
    void aGroupHasOneInterface() {
        Binding group = naming.bound(naming.joinsGroup("x", "a", 1));

        Answer answer = naming.apply(
                new Command.JoinGroup(0, new ObjectName("x"), new InterfaceId("bank.Other"), SEAT, "b", instance(2)));

        assertThat(answer).isEqualTo(new Answer.Taken(group));
    }

    @Test
    void onlyALivingRegisteredInstanceJoins() {
        assertThat(naming.joinsGroup("x", "a", 2)).isEqualTo(new Answer.Ended());
        assertThat(naming.joinsGroup("x", "d", 1)).isEqualTo(new Answer.Ended());
        hostAFallsSilent();
        assertThat(naming.joinsGroup("x", "a", 1)).isEqualTo(new Answer.Ended());
        assertThat(naming.entry("x")).isEmpty();
    }

    @Test
    void aReplicaLeavesByTheEpochAtWhichItJoinedAndTheLastOneFreesTheName() {
        long a = naming.bound(naming.joinsGroup("x", "a", 1)).epoch();
        long b = naming.bound(naming.joinsGroup("x", "b", 2)).epoch();

        naming.unbinds("x", a);
        naming.unbinds("x", a);
        naming.unbinds("x", a + 1_000);
        assertThat(hosts("x")).containsExactly("b");
        assertThat(naming.entry("x").orElseThrow().binding().epoch()).isGreaterThan(b);
        naming.unbinds("x", b);

        assertThat(naming.entry("x")).isEmpty();
        assertThat(naming.unbinds("x", b)).isEqualTo(new Answer.Done());
    }

    @Test
    void aGroupDoesNotMove() {
        Binding group = naming.bound(naming.joinsGroup("x", "a", 1));

        assertThat(naming.rebinds("x", group.epoch(), "b", 2)).isEqualTo(new Answer.Conflict(group.epoch()));
    }

    @Test
    void aHostThatLeavesTakesItsReplicasAlongAndNoOthers() {
        naming.joinsGroup("x", "a", 1);
        naming.joinsGroup("x", "b", 2);
        naming.joinsGroup("y", "a", 1);

        naming.leaves("a", 1);

        assertThat(hosts("x")).containsExactly("b");
        assertThat(naming.entry("y")).isEmpty();
    }

    @Test
    void aGroupIsSuspectWhenNobodyInItLives() {
        naming.joinsGroup("x", "a", 1);
        naming.joinsGroup("x", "b", 2);
        naming.passes(TERMS.hostMillis() / 2);
        naming.renews("b", 2);
        naming.renews("c", 3);

        naming.passes(TERMS.hostMillis() / 2);
        assertThat(naming.isSuspect("x")).isFalse();
        assertThat(hosts("x")).containsExactly("a", "b");
        naming.passes(TERMS.hostMillis() / 2);

        assertThat(naming.isSuspect("x")).isTrue();
        assertThat(hosts("x")).containsExactly("a", "b");
    }

    @Test
    void aReplicaThatIsGoneIsDroppedOnlyWhileAnotherLives() {
        naming.joinsGroup("x", "a", 1);
        naming.joinsGroup("x", "b", 2);
        naming.joinsGroup("y", "a", 1);

        for (int i = 0; i < 4; i++) {
            naming.passes(TERMS.hostMillis() / 2);
            naming.renews("b", 2);
            naming.renews("c", 3);
        }

        assertThat(hosts("x")).containsExactly("b");
        assertThat(hosts("y")).containsExactly("a");
        assertThat(naming.isSuspect("y")).isTrue();
        naming.joinsGroup("y", "c", 3);
        assertThat(hosts("y")).containsExactly("c");
    }

    @Test
    void theNextProcessOfAHostTakesItsPlaceInTheGroupOver() {
        naming.joinsGroup("x", "a", 1);
        naming.joinsGroup("x", "b", 2);
        hostAFallsSilent();

        naming.joins("a", 4);
        assertThat(hosts("x")).containsExactly("b");
        Binding after = naming.bound(naming.joinsGroup("x", "a", 4));

        assertThat(after.replicas().get(1))
                .isEqualTo(new Replica("a", endpoint(9004), Role.PRIMARY, "", after.epoch()));
    }

    @Test
    void aGroupOfTheDeadIsFreeForWhoeverBindsItAlone() {
        naming.joinsGroup("x", "a", 1);
        hostAFallsSilent();

        Binding alone = naming.bound(naming.binds("x", "b", 2));

        assertThat(alone.isGroup()).isFalse();
        assertThat(hosts("x")).containsExactly("b");
    }

    @Test
    void aGroupTakesNoMoreThanItsFill() {
        for (int i = 0; i < Groups.MOST_REPLICAS; i++) {
            naming.joins("n" + i, 100 + i);
            naming.bound(naming.joinsGroup("x", "n" + i, 100 + i));
        }

        assertThat(naming.joinsGroup("x", "a", 1)).isEqualTo(new Answer.Full(Groups.MOST_REPLICAS));
        assertThat(hosts("x")).hasSize(Groups.MOST_REPLICAS);
    }

    private void hostAFallsSilent() {
        naming.passes(TERMS.hostMillis() / 2);
        naming.renews("b", 2);
        naming.renews("c", 3);
        naming.passes(TERMS.hostMillis() / 2);
    }

    private List<String> hosts(String name) {
        return naming.entry(name).orElseThrow().binding().replicas().stream()
                .map(Replica::host)
                .toList();
    }
}
