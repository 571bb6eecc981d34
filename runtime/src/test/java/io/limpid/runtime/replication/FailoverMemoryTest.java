package io.limpid.runtime.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.FakeDirectory;
import io.limpid.runtime.simulation.FakeNetwork;
import io.limpid.runtime.simulation.Methods;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What failover remembers of replicas that answered, and that it does not remember for ever. */
final class FailoverMemoryTest {
    private static final Endpoint PRIMARY = new Endpoint("a", 1);
    private static final Endpoint BACKUP = new Endpoint("b", 2);

    private final VirtualTime clock = new VirtualTime();
    private final FakeNetwork network = new FakeNetwork();
    private FailoverInvoker failover = new FailoverInvoker(endpoint -> false, network);

    @Test
    void itRemembersNoMoreObjectsThanItMay() {
        failover = new FailoverInvoker(
                endpoint -> false, (invocation, target) -> CompletableFuture.completedFuture(new Outcome.Returned(1L)));

        for (int i = 0; i < 2 * FailoverInvoker.MOST_REMEMBERED + 1; i++) {
            call(FakeDirectory.binding("bank/n" + i, 1, PRIMARY, BACKUP));
        }

        assertThat(failover.remembered()).isBetween(1, FailoverInvoker.MOST_REMEMBERED);
    }

    @Test
    void anObjectWithOneReplicaLeavesNothingBehind() {
        network.answer(PRIMARY, attempt -> new Outcome.Returned(1L));

        call(FakeDirectory.binding("bank/alice", 1, PRIMARY));

        assertThat(failover.remembered()).isZero();
    }

    @Test
    void aReplicaThatIsNoLongerThereIsForgotten() {
        Binding alice = FakeDirectory.binding("bank/alice", 1, PRIMARY, BACKUP);
        network.answer(BACKUP, attempt -> new Outcome.Returned(1L));
        call(alice);
        assertThat(failover.remembered()).isOne();
        network.cut(BACKUP);

        Outcome outcome = call(alice);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNREACHABLE));
        assertThat(failover.remembered()).isZero();
    }

    @Test
    void aReplicaThatSendsElsewhereIsNotTheOneThatAnsweredLast() {
        Binding alice = FakeDirectory.binding("bank/alice", 1, PRIMARY, BACKUP);
        network.answer(PRIMARY, attempt -> new Outcome.NotExecuted(Reason.MOVED, "elsewhere"));

        call(alice);

        assertThat(failover.remembered()).isZero();
    }

    @Test
    void oneThatIsAwayIsTheLastResortOnceAllOthersHaveTurnedTheCallAway() {
        List<Boolean> resorts = new ArrayList<>();
        Binding alice = FakeDirectory.binding("bank/alice", 1, PRIMARY, BACKUP);
        failover = new FailoverInvoker(BACKUP::equals, (invocation, target) -> {
            Journal journal = invocation.journal();
            if (target.endpoint().equals(BACKUP)) {
                resorts.add(target.lastResort());
                return CompletableFuture.completedFuture(new Outcome.NotExecuted(Reason.UNREACHABLE, "it is away"));
            }
            var unused = journal.begin(target.endpoint(), target.standing());
            Outcome.NotExecuted refused = new Outcome.NotExecuted(Reason.MOVED, "another leads");
            journal.end(refused);
            return CompletableFuture.completedFuture(refused);
        });
        Invocation invocation = invocation(alice);

        Outcome first = failover.invoke(invocation, alice).join();
        Outcome second = failover.invoke(invocation, alice).join();

        assertThat(List.of(first, second))
                .allSatisfy(outcome ->
                        assertThat(((Outcome.NotExecuted) outcome).reason()).isEqualTo(Reason.MOVED));
        assertThat(resorts).containsExactly(true);
    }

    private Outcome call(Binding binding) {
        return failover.invoke(invocation(binding), binding).join();
    }

    private Invocation invocation(Binding binding) {
        return new Invocation(
                binding.name(),
                Methods.RENAME,
                Methods.NONE,
                Invocation.UNIDENTIFIED,
                Invocation.UNIDENTIFIED,
                Deadline.after(Duration.ofSeconds(5), clock),
                new Cancellation(),
                new Journal(clock.nanoTime()));
    }
}
