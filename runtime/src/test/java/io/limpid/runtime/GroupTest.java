package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.Combine;
import io.limpid.MoveRefusedException;
import io.limpid.NotExecutedException;
import io.limpid.Strategy;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.location.Naming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several hosts hold replicas under one name. */
@Timeout(60)
final class GroupTest {
    private final FakeNaming naming = new FakeNaming();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Host namingHost;
    private String address;

    @BeforeEach
    void open() {
        namingHost = Host.builder().name("naming").open();
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        address = "limpid://" + namingHost.endpoint();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        namingHost.close();
    }

    @Test
    void aCallMeetsOneReplicaAndGoesOnAtAnotherWhenItsHostCloses() {
        Map<String, Host> hosts = Map.of("a", sings("a", Role.PRIMARY), "b", sings("b", Role.PRIMARY));
        Voice choir = client().lookup(Voice.class, "choir");
        String first = choir.name();

        hosts.get(first).close();

        assertThat(choir.name()).isEqualTo(first.equals("a") ? "b" : "a");
    }

    @Test
    void aBackupIsCalledOnlyWhenThereIsNoPrimary() {
        sings("a", Role.BACKUP);
        Host b = sings("b", Role.PRIMARY);
        Voice choir = client().lookup(Voice.class, "choir");

        for (int i = 0; i < 10; i++) {
            assertThat(choir.sing()).isEqualTo("b " + (i + 1));
        }
        b.close();

        assertThat(choir.sing()).isEqualTo("a 1");
    }

    @Test
    void aReplicaThatHasLeftIsPassedOver() {
        Host a = host("a");
        Host.Exported exported = a.export("choir", Voice.class, new Singer("a"), Role.PRIMARY);
        Voice choir = client().lookup(Voice.class, "choir");
        assertThat(choir.sing()).isEqualTo("a 1");
        sings("b", Role.PRIMARY);

        exported.unexport();

        assertThat(choir.sing()).isEqualTo("b 1");
        assertThat(naming.binding("choir").replicas()).extracting(Replica::host).containsExactly("b");
    }

    @Test
    void aReplicaThatBeginsAnewIsAnotherObject() {
        Host a = host("a");
        Host.Exported exported = a.export("choir", Voice.class, new Singer("a"), Role.PRIMARY);
        Voice choir = client().lookup(Voice.class, "choir");
        assertThat(choir.sing()).isEqualTo("a 1");
        long before = exported.epoch();

        exported.unexport();
        Host.Exported again = a.export("choir", Voice.class, new Singer("a"), Role.PRIMARY);

        assertThat(choir.sing()).isEqualTo("a 1");
        assertThat(again.epoch()).isGreaterThan(before);
    }

    @Test
    void aHostSaysWhereItsReplicasStand() {
        Host a = Host.builder().naming(address).name("a").zone("north").open();
        opened.add(0, a);
        a.export("choir", Voice.class, new Singer("a"), Role.BACKUP);

        assertThat(naming.binding("choir").replicas())
                .singleElement()
                .satisfies(replica ->
                        assertThat(replica.zone() + " " + replica.role()).isEqualTo("north BACKUP"));
        assertThatThrownBy(() -> Host.builder().zone("a zone").open())
                .hasMessage("zone: 'a zone' (expected: at most 64 characters without spaces)");
    }

    @Test
    void aGroupIsNotMovedAndNotBoundAlone() {
        Host a = sings("a", Role.PRIMARY);
        Host b = host("b");

        assertThatThrownBy(() -> a.migrate("choir", "b"))
                .isInstanceOfSatisfying(
                        MoveRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(MoveRefusedException.Reason.NOT_MOVABLE));
        assertThatThrownBy(() -> b.export("choir", Voice.class, new Singer("b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("held by a group");
        assertThat(a.drain()).isEmpty();
    }

    @Test
    void aHostThatWasGivenUpTakesItsPlaceAgain() {
        sings("a", Role.PRIMARY);
        sings("b", Role.BACKUP);
        Voice choir = client().lookup(Voice.class, "choir");
        assertThat(choir.sing()).isEqualTo("a 1");

        naming.leaveHost("a", null);

        await().until(() -> naming.binding("choir").replicas().size() == 2);
        await().untilAsserted(() -> assertThat(choir.sing()).startsWith("a "));
    }

    @Test
    void allMajorityAndQuorumCombineWhatTheReplicasAnswer() {
        sings("a", Role.PRIMARY);
        sings("b", Role.PRIMARY);
        Singer liar = new Singer("c");
        host("c").export("choir", Voice.class, liar, Role.PRIMARY);
        List<String> outvoted = new CopyOnWriteArrayList<>();
        Client client =
                Client.builder().naming(address).observer(watching(outvoted)).open();
        opened.add(0, client);
        Voice choir = client.lookup(Voice.class, "choir");

        choir.learn("carol");
        liar.song = "catch";

        assertThat(choir.song()).isEqualTo("carol");
        await().untilAsserted(() -> assertThat(outvoted).containsExactly("c"));
        assertThat(choir.names().toCompletableFuture().join()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(choir.together()).matches("[abc] and [abc]");
        assertThat(choir.hedged()).matches("[abc]");
        assertThat(choir.forked()).matches("[abc]");
        assertThat(choir.singTo("ann")).isEqualTo(choir.singTo("ann"));
        assertThat(client.lookup(
                                Voice.class,
                                "choir",
                                Replication.of(Strategy.ALL).combining(Combine.FIRST))
                        .name())
                .matches("[abc]");
    }

    private static CallObserver watching(List<String> outvoted) {
        return new CallObserver() {
            @Override
            public void ended(Invocation invocation, Outcome outcome) {}

            @Override
            public void outvoted(Invocation invocation, Replica replica, Outcome answer) {
                outvoted.add(replica.host());
            }
        };
    }

    @Test
    void whatTheCallerWantsOtherwiseMustSuitAnyMethod() {
        Client client = client();

        assertThatThrownBy(() -> client.lookup(
                        Voice.class, "choir", Replication.of(Strategy.ALL).combining(Combine.SUM)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("combine: SUM (expected: FIRST, EQUAL or VOTE");
        assertThatThrownBy(() -> client.lookup(Voice.class, "choir", Replication.of(Strategy.MAJORITY)))
                .hasMessageStartingWith("combine: NONE");
    }

    @Test
    void failfastSaysWhatStandsInTheWayAtOnce() {
        Host a = sings("a", Role.PRIMARY);
        Voice choir = client().lookup(Voice.class, "choir");
        assertThat(choir.singOnce()).isEqualTo("a 1");
        naming.away = true;

        a.close();

        assertThatThrownBy(choir::singOnce)
                .isInstanceOfSatisfying(
                        NotExecutedException.class,
                        refused -> assertThat(refused.reason())
                                .isIn(NotExecutedException.Reason.UNREACHABLE, NotExecutedException.Reason.NOT_FOUND));
    }

    @Test
    void aReplicaThatJoinsIsCalledSoonWithoutBeingAskedFor() {
        sings("a", Role.PRIMARY);
        Voice choir = client().lookup(Voice.class, "choir");
        assertThat(choir.name()).isEqualTo("a");

        sings("b", Role.PRIMARY);

        await().atMost(Duration.ofSeconds(5)).until(() -> choir.name().equals("b"));
    }

    @Test
    void groupsNeedANaming() {
        try (Host alone = Host.builder().open()) {
            assertThatThrownBy(() -> alone.export("choir", Voice.class, new Singer("a"), Role.PRIMARY))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has no naming");
        }
    }

    private Host sings(String name, Role role) {
        Host host = host(name);
        host.export("choir", Voice.class, new Singer(name), role);
        return host;
    }

    private Host host(String name) {
        Host host = Host.builder().naming(address).name(name).open();
        opened.add(0, host);
        return host;
    }

    private Client client() {
        Client client = Client.connect(address);
        opened.add(0, client);
        return client;
    }
}
