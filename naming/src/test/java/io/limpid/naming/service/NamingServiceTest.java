package io.limpid.naming.service;

import static io.limpid.naming.service.Simulated.TERMS;
import static io.limpid.naming.service.Simulated.TYPE;
import static io.limpid.naming.service.Simulated.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.NotExecutedException.Reason;
import io.limpid.log.InMemoryLog;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.runtime.hosting.RefusedException;
import io.limpid.runtime.hosting.UncertainException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.EpochConflictException;
import io.limpid.runtime.location.Naming.HostNameTakenException;
import io.limpid.runtime.location.Naming.Lease;
import io.limpid.runtime.location.Naming.LeaseEndedException;
import io.limpid.runtime.location.Naming.NameTakenException;
import io.limpid.runtime.location.Naming.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class NamingServiceTest {
    private static final ObjectName NAME = new ObjectName("bank/alice");

    private final Simulated naming = new Simulated();

    @Test
    void aNameGoesFromFreeToBoundToMovedToFree() throws Exception {
        naming.joins(1);
        naming.joins(2);

        Binding bound = naming.binds("bank/alice", 1);
        Binding moved = naming.naming().rebind(NAME, bound.epoch(), "h2", instance(2), consent(bound.epoch(), 1));
        assertThat(naming.entry("bank/alice").binding()).isEqualTo(moved);
        naming.frees("bank/alice");

        assertThat(naming.naming().resolve(NAME).toCompletableFuture().get()).isEmpty();
        assertThat(naming.naming().list("bank", "", 10)).isEmpty();
    }

    private static UUID consent(long epoch, int holder) {
        return MoveConsent.of(instance(holder), NAME, epoch, "h2");
    }

    @Test
    void aMoveWithoutTheHoldersConsentIsNotAllowed() throws Exception {
        naming.joins(1);
        naming.joins(2);
        Binding bound = naming.binds("bank/alice", 1);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(
                        () -> naming.naming().rebind(NAME, bound.epoch(), "h2", instance(2), consent(bound.epoch(), 2)))
                .withMessageContaining("has not consented")
                .withMessageContaining("limpid migrate")
                .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.NOT_ALLOWED));
        assertThat(naming.entry("bank/alice").binding()).isEqualTo(bound);
    }

    @Test
    void aNameIsFreedByWhoeverHoldsItAlone() throws Exception {
        naming.joins(1);
        naming.joins(2);
        Binding bound = naming.binds("bank/alice", 1);
        long first = naming.joinsGroup("group", 1).epoch();
        long second = naming.joinsGroup("group", 2).epoch();
        ObjectName group = new ObjectName("group");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> naming.naming()
                        .unbind(NAME, bound.epoch(), MoveConsent.toFree(instance(2), NAME, bound.epoch())))
                .withMessageContaining("has not consented")
                .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.NOT_ALLOWED));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> naming.naming().unbind(group, first, MoveConsent.toFree(instance(2), group, first)));
        // Nor is the consent to a move one to this, or the other way round.
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> naming.naming().unbind(NAME, bound.epoch(), consent(bound.epoch(), 1)));
        assertThat(naming.entry("bank/alice").binding()).isEqualTo(bound);

        naming.frees("bank/alice");
        naming.naming().unbind(group, second, MoveConsent.toFree(instance(2), group, second));
        assertThat(naming.entry("group").binding().replicas()).hasSize(1);
    }

    @Test
    void eachRefusalIsItsException() throws Exception {
        naming.joins(1);
        naming.joins(2);
        Binding bound = naming.binds("bank/alice", 1);

        assertThatExceptionOfType(NameTakenException.class)
                .isThrownBy(() -> naming.naming().bind(NAME, TYPE, "h2", instance(2)))
                .satisfies(taken -> assertThat(taken.holder()).isEqualTo(bound));
        assertThatExceptionOfType(EpochConflictException.class)
                .isThrownBy(() -> naming.naming()
                        .rebind(NAME, bound.epoch() - 1, "h2", instance(2), consent(bound.epoch() - 1, 1)))
                .satisfies(conflict -> assertThat(conflict.actualEpoch()).isEqualTo(bound.epoch()));
        assertThatExceptionOfType(EpochConflictException.class)
                .isThrownBy(() -> naming.naming().unbind(NAME, bound.epoch() + 1, instance(1)));
        assertThatExceptionOfType(LeaseEndedException.class)
                .isThrownBy(() -> naming.naming().bind(NAME, TYPE, "h3", instance(3)))
                .withMessage("the lease of host h3 has ended");
        assertThatExceptionOfType(HostNameTakenException.class)
                .isThrownBy(() -> naming.naming().joinHost("h1", instance(9), new Endpoint("127.0.0.1", 1)))
                .withMessageContaining("127.0.0.1:9001");
        assertThatThrownBy(() -> naming.naming()
                        .renewHost("h3", instance(3))
                        .toCompletableFuture()
                        .get())
                .hasCauseInstanceOf(LeaseEndedException.class);
        assertThatThrownBy(() ->
                        naming.naming().renewClient(5).toCompletableFuture().get())
                .hasCauseInstanceOf(LeaseEndedException.class);
    }

    @Test
    void leasesTellTheirTerms() throws Exception {
        Lease host = naming.naming().joinHost("h1", instance(1), new Endpoint("127.0.0.1", 9001));
        Lease client = naming.naming().openClient("me").toCompletableFuture().get();
        Lease renewed = naming.naming()
                .renewClient(client.clientId())
                .toCompletableFuture()
                .get();

        assertThat(host).isEqualTo(new Lease(0, TERMS.hostMillis()));
        assertThat(client.termMillis()).isEqualTo(TERMS.clientMillis());
        assertThat(renewed).isEqualTo(client);
    }

    @Test
    void aClosedClientIsOver() throws Exception {
        long closed = naming.opensClient();
        long living = naming.opensClient();

        naming.naming().closeClient(closed).toCompletableFuture().get();

        assertThat(naming.naming()
                        .endedClients(List.of(closed, living))
                        .toCompletableFuture()
                        .get())
                .containsExactly(closed);
    }

    @Test
    void aHostThatLeavesIsOutAtOnce() {
        naming.joins(1);
        naming.binds("bank/alice", 1);

        naming.naming().leaveHost("h1", instance(1));

        assertThat(naming.naming().status())
                .satisfies(status -> assertThat(List.of(status.names(), status.hosts(), status.clients()))
                        .containsExactly(0L, 0L, 0L));
    }

    @Test
    void statusCountsWhatIsThere() {
        naming.joins(1);
        naming.binds("bank/alice", 1);
        naming.binds("bank/bob", 1);
        naming.opensClient();

        Status status = naming.naming().status();

        assertThat(status).isEqualTo(new Status("single", naming.revision(), 2, 1, 1));
    }

    @Test
    void whatIsOutOfRangeIsRefusedBeforeItGetsIntoTheLog() {
        naming.joins(1);
        long revision = naming.revision();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> naming.naming().bind(NAME, new InterfaceId("x".repeat(513)), "h1", instance(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> naming.naming().joinHost("h 2", instance(2), new Endpoint("127.0.0.1", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> naming.naming().joinHost("", instance(2), new Endpoint("127.0.0.1", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> naming.naming().joinHost("h2", instance(2), new Endpoint("x".repeat(256), 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> naming.naming().list("", "", 1_001));
        assertThatIllegalArgumentException().isThrownBy(() -> naming.naming().list("", "", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> naming.naming().list("a//b", "", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> naming.naming().watch("a/", 0));
        assertThat(naming.revision()).isEqualTo(revision);
    }

    @Test
    void aPeerThatDoesNotLeadRefusesBeforeAnythingIsChanged() {
        naming.joins(1);
        naming.log().follow(Optional.empty());

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> naming.binds("bank/alice", 1))
                .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.MOVED));
        assertThatThrownBy(() -> naming.entry("bank/alice")).hasCauseInstanceOf(RefusedException.class);
        naming.log().lead();
        naming.passes(0);

        naming.binds("bank/alice", 1);
    }

    @Test
    void aPeerThatDoesNotLeadRedirectsToTheOneThatDoesAtItsTerm() {
        Endpoint leader = new Endpoint("b", 7400);
        naming.log()
                .knowPeers(Map.of(
                        new PeerId("single"), new PeerAddress("a", 7401, "a:7400"),
                        new PeerId("b"), new PeerAddress("b", 7401, "b:7400"),
                        new PeerId("c"), new PeerAddress("c", 7401, "c:7400")));
        naming.log().lead();
        naming.log().follow(Optional.of(new PeerId("b")));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> naming.naming().status())
                .satisfies(refused -> {
                    Binding redirect = refused.refusal().redirect();
                    assertThat(refused.refusal().reason()).isEqualTo(Reason.MOVED);
                    assertThat(redirect).isNotNull();
                    assertThat(redirect.name()).isEqualTo(Naming.NAME);
                    assertThat(redirect.epoch()).isEqualTo(2);
                    assertThat(redirect.replicas())
                            .extracting(Replica::endpoint)
                            .startsWith(leader)
                            .containsExactlyInAnyOrder(leader, new Endpoint("a", 7400), new Endpoint("c", 7400));
                    assertThat(redirect.replicas())
                            .extracting(Replica::role)
                            .containsExactly(Replica.Role.PRIMARY, Replica.Role.BACKUP, Replica.Role.BACKUP);
                });
    }

    @Test
    void aPeerRedirectsNeitherToItselfNorToNobody() {
        naming.log().knowPeers(Map.of(new PeerId("single"), new PeerAddress("a", 7401, "a:7400")));

        for (Optional<PeerId> leader : List.of(Optional.<PeerId>empty(), Optional.of(new PeerId("single")))) {
            naming.log().follow(leader);

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> naming.naming().status())
                    .satisfies(
                            refused -> assertThat(refused.refusal().redirect()).isNull());
        }
    }

    @Test
    void aLostAnswerIsNotCalledARefusal() {
        naming.joins(1);
        naming.log().loseNextAnswer(InMemoryLog.Answer.LOST_AFTER_APPLYING);

        assertThatExceptionOfType(UncertainException.class)
                .isThrownBy(() -> naming.binds("bank/alice", 1))
                .withMessageStartingWith("naming's peer single lost sight of it: ");

        assertThat(naming.binds("bank/alice", 1))
                .isEqualTo(naming.entry("bank/alice").binding());
    }

    @Test
    void aClosedNamingRefuses() {
        naming.stop();

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> naming.naming().status())
                .satisfies(refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.CLOSED));
    }

    @Test
    void commandsWaitUntilTheLeaderHasBegun() throws ExecutionException, InterruptedException {
        Deque<Runnable> work = new ArrayDeque<>();
        Simulated slow = new Simulated(work::add);

        CompletableFuture<Lease> lease = slow.naming().openClient("early").toCompletableFuture();
        assertThat(lease).isNotDone();
        while (!work.isEmpty()) {
            work.poll().run();
        }

        assertThat(lease.get().clientId()).isPositive();
    }
}
