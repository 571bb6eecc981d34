package io.limpid.runtime;

import static io.limpid.runtime.PipelineRig.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.SystemClock;
import io.limpid.runtime.invocation.SystemThreads;
import io.limpid.runtime.simulation.CallForm;
import io.limpid.runtime.simulation.Methods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What calls have of the call that is being served, when they are made on other threads. */
@Timeout(60)
final class ServedCallTest {
    private final PipelineRig rig = new PipelineRig();
    private final ExecutorService threads = Executors.newCachedThreadPool(SystemThreads.daemons("hop"));
    private final List<Host> hosts = new ArrayList<>();
    private final Hopping first = new Hopping();
    private final Hopping second = new Hopping();

    @AfterEach
    void close() {
        first.letGo.countDown();
        second.letGo.countDown();
        hosts.forEach(Host::close);
        threads.shutdownNow();
    }

    @Test
    void aCarriedTaskBelongsToTheChainAndEndsByItsDeadline() throws Exception {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(7L));
        CurrentCall served = new CurrentCall(
                new InvocationId(9, 9), Deadline.after(Duration.ofMillis(30), rig.time), new Cancellation());
        Runnable task;
        Executor carrying;
        try (var scope = served.enter()) {
            task = ServedCall.carry(this::deposit);
            carrying = ServedCall.carrying(threads);
            CompletableFuture.runAsync(this::deposit, carrying).join();
            long value = threads.submit(ServedCall.carryCallable(this::deposit)).get();
            assertThat(value).isEqualTo(7);
        }

        threads.submit(task).get();

        assertThat(rig.network.attempts()).hasSize(3).allSatisfy(attempt -> {
            Invocation sent = attempt.invocation();
            assertThat(sent.chain()).isEqualTo(served.chain());
            assertThat(sent.deadline()).isEqualTo(served.deadline());
        });
    }

    @Test
    void aTaskThatNobodyCarriesServesNothing() throws Exception {
        rig.aliceAt(1, A);
        rig.network.answer(A, attempt -> new Outcome.Returned(7L));
        Runnable carriedFromNowhere = ServedCall.carry(this::deposit);
        CurrentCall served = new CurrentCall(
                new InvocationId(9, 9), Deadline.after(Duration.ofMillis(30), rig.time), new Cancellation());

        try (var scope = served.enter()) {
            threads.submit(this::deposit).get();
            carriedFromNowhere.run();
            assertThat(CurrentCall.served()).isSameAs(served);
        }

        assertThat(rig.network.attempts())
                .hasSize(2)
                .noneMatch(attempt -> attempt.invocation().chain().equals(served.chain()));
    }

    @Test
    void aThreadServesNothingMoreWhenTheTaskIsOver() {
        CurrentCall served = new CurrentCall(
                new InvocationId(9, 9), Deadline.after(Duration.ofMillis(30), rig.time), new Cancellation());
        Runnable failing;
        try (var scope = served.enter()) {
            failing = ServedCall.carry(() -> {
                throw new IllegalStateException("planted");
            });
        }

        assertThatThrownBy(failing::run).hasMessage("planted");
        assertThat(CurrentCall.served()).isNull();
    }

    @Test
    void callsOfACarriedTaskAreCancelledWithTheServedCall() {
        rig.aliceAt(1, A);
        rig.network.silence(A);
        Cancellation cancellation = new Cancellation();
        CurrentCall served =
                new CurrentCall(new InvocationId(9, 9), Deadline.after(Duration.ofHours(1), rig.time), cancellation);
        CompletableFuture<CallForm.Call> started = new CompletableFuture<>();
        try (var scope = served.enter()) {
            threads.execute(
                    ServedCall.carry(() -> started.complete(CallForm.FUTURE.start(rig.alice(), Methods.DEPOSIT))));
        }
        CallForm.Call call = started.join();

        cancellation.cancel();

        assertThat(call.failure()).isInstanceOf(io.limpid.OutcomeUnknownException.class);
    }

    @Test
    void aChainThatHopsThreadsReEnters() {
        Hopper a = hopperIn(host(), first, "a");
        Hopper b = hopperIn(host(), second, "b");

        assertThat(a.hop(List.of(b, a, b))).isEqualTo("end<<<");
    }

    @Test
    void whatACarriedTaskWaitsForIsInterruptedWithTheServedCall() throws Exception {
        Hopper a = hopperIn(host(), first, "a");
        Hopper b = hopperIn(host(), second, "b");

        Thread caller = new Thread(() -> assertThatThrownBy(() -> a.waitAt(b)), "caller");
        caller.start();
        assertThat(second.waits.await(10, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(second.waited.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
    }

    @Test
    void aCarriedTaskThatOutlivesTheMethodNeitherKeepsTheObjectNorWaitsForIt() throws Exception {
        Hopper a = hopperIn(host(), first, "a");
        Hopper b = hopperIn(host(), second, "b");
        Node.withTimeout(a, Duration.ofSeconds(30)).prepare(b);

        CompletableFuture<Void> late = CompletableFuture.runAsync(first.prepared, threads);
        assertThat(second.waits.await(10, TimeUnit.SECONDS)).isTrue();
        List<CompletableFuture<String>> meanwhile = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            meanwhile.add(CompletableFuture.supplyAsync(() -> a.hop(List.of()), threads));
        }
        for (CompletableFuture<String> call : meanwhile) {
            assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("end");
        }
        CompletableFuture<Void> holder = CompletableFuture.runAsync(a::await, threads);
        assertThat(first.waits.await(10, TimeUnit.SECONDS)).isTrue();
        second.letGo.countDown();
        late.get(10, TimeUnit.SECONDS);

        assertThat(holder).as("who has the object alone").isNotDone();
        first.letGo.countDown();
        holder.get(10, TimeUnit.SECONDS);
        assertThat(a.hop(List.of(b))).isEqualTo("end<");
        assertThat(first.met.get()).as("methods that met in the object").isZero();
    }

    @Test
    void aCarriedTaskThatComesTooLateIsNotExecuted() {
        Hopper a = hopperIn(host(), first, "a");
        Hopper b = hopperIn(host(), second, "b");
        Node.withTimeout(a, Duration.ofMillis(200)).prepare(b);
        Awaitility.await().until(() -> first.deadline.hasPassed(new SystemClock()));

        assertThatThrownBy(first.prepared::run)
                .isInstanceOfSatisfying(
                        NotExecutedException.class,
                        e -> assertThat(e.reason()).isEqualTo(NotExecutedException.Reason.DEADLINE_EXCEEDED));
    }

    private long deposit() {
        return rig.alice().call(Methods.DEPOSIT, Methods.NONE).value();
    }

    private Host host(Binding... bindings) {
        Host host = Host.builder().directory(List.of(bindings)).open();
        hosts.add(0, host);
        return host;
    }

    /** Exports the object, and gives a stub from a further host. */
    private Hopper hopperIn(Host host, Hopper object, String name) {
        host.export(name, Hopper.class, object);
        Replica replica = new Replica(host.name(), host.endpoint(), Replica.Role.PRIMARY);
        InterfaceId type = new InterfaceId(Hopper.class.getName());
        return host(new Binding(new ObjectName(name), type, 0, 0, List.of(replica)))
                .lookup(Hopper.class, name);
    }

    private final class Hopping implements Hopper {
        final CountDownLatch waits = new CountDownLatch(1);
        final CountDownLatch letGo = new CountDownLatch(1);
        final CompletableFuture<String> waited = new CompletableFuture<>();
        final Executor elsewhere = ServedCall.carrying(threads);
        volatile Runnable prepared = () -> {};
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger met = new AtomicInteger();
        volatile Deadline deadline = new Deadline(0);

        @Override
        public String hop(List<Hopper> route) {
            if (route.isEmpty()) {
                met.addAndGet(inside.getAndIncrement());
                Thread.yield();
                inside.decrementAndGet();
                return "end";
            }
            List<Hopper> rest = new ArrayList<>(route.subList(1, route.size()));
            return joined(CompletableFuture.supplyAsync(() -> route.get(0).hop(rest), elsewhere)) + "<";
        }

        @Override
        public void waitAt(Hopper other) {
            joined(CompletableFuture.runAsync(other::await, elsewhere));
        }

        @Override
        public void prepare(Hopper other) {
            deadline = CurrentCall.served().deadline();
            prepared = ServedCall.carry(other::await);
        }

        @Override
        public void await() {
            waits.countDown();
            try {
                letGo.await();
                waited.complete("let go");
            } catch (InterruptedException e) {
                waited.complete("interrupted");
            }
        }

        private static <T> T joined(CompletableFuture<T> future) {
            try {
                return future.join();
            } catch (CompletionException e) {
                throw (RuntimeException) e.getCause();
            }
        }
    }
}
