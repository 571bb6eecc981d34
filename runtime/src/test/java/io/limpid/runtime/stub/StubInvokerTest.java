package io.limpid.runtime.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.OutcomeUnknownException;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.CallOuts;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.Methods;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.wire.RemoteReference;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class StubInvokerTest {
    private static final ObjectName ALICE = new ObjectName("bank/accounts/alice");

    private final VirtualTime clock = new VirtualTime();

    @Test
    void aDeclaredExceptionIsThrownAsItself() {
        IOException thrown = new IOException("no such branch");
        StubInvoker stub = stub(invocation -> new Outcome.Threw(thrown));

        Reply<Long> reply = stub.call(Methods.DEPOSIT, Methods.NONE);

        assertThatThrownBy(() -> reply.throwing(IOException.class).value()).isSameAs(thrown);
    }

    @Test
    void anExceptionOfAnotherKindPassesTheDeclaredOne() {
        StubInvoker stub = stub(invocation -> new Outcome.Threw(new RemoteFailureException("broken", "f-1")));

        assertThatThrownBy(() -> stub.call(Methods.DEPOSIT, Methods.NONE)
                        .throwing(IOException.class)
                        .value())
                .isInstanceOf(RemoteFailureException.class);
    }

    @Test
    void aRemoteExceptionTellsWhereItWasCalledFrom() {
        IOException thrown = new IOException("no such branch");
        StackTraceElement remote = new StackTraceElement("bank.Vault", "open", "Vault.java", 12);
        thrown.setStackTrace(new StackTraceElement[] {remote});
        StubInvoker stub = stub(invocation -> new Outcome.Threw(thrown));

        assertThatThrownBy(() -> stub.call(Methods.DEPOSIT, Methods.NONE).throwing(IOException.class))
                .satisfies(e -> {
                    List<String> frames = new ArrayList<>();
                    for (StackTraceElement frame : e.getStackTrace()) {
                        frames.add(frame.getClassName());
                    }
                    assertThat(frames.get(0)).isEqualTo("bank.Vault");
                    assertThat(frames.get(1)).isEqualTo("remote");
                    assertThat(frames).anyMatch(name -> name.startsWith("org.junit."));
                });
    }

    @Test
    void aRefusalSaysWhatHappenedToTheWholeCall() {
        StubInvoker stub = stub(invocation -> {
            invocation.identifiedAs(new InvocationId(0x3f, 17));
            attempt(invocation, 1, new Outcome.NotExecuted(Reason.MOVED, "it has moved"));
            clock.pass(Duration.ofMillis(1_204));
            attempt(invocation, 2, new Outcome.NotExecuted(Reason.UNREACHABLE, "connection refused"));
            return new Outcome.NotExecuted(Reason.UNREACHABLE, "connection refused");
        });

        assertThatThrownBy(() -> stub.call(Methods.DEPOSIT, Methods.NONE).value())
                .isInstanceOfSatisfying(NotExecutedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
                    assertThat(e.detail()).isEqualTo("connection refused");
                })
                .hasMessage(
                        "test.Account.deposit(long) on bank/accounts/alice was not executed (UNREACHABLE): connection refused"
                                + " [call 3f-17, 1204 of 5000 ms, 2 attempts: h:1 at epoch 1 did not execute it (MOVED: it has moved);"
                                + " h:2 at epoch 2 did not execute it (UNREACHABLE: connection refused)]");
    }

    @Test
    void anUnknownOutcomeSaysWhatHappenedToTheWholeCall() {
        StubInvoker stub = stub(invocation -> {
            invocation.identifiedAs(new InvocationId(0x3f, 18));
            invocation.journal().begin(new Endpoint("h", 1), new Standing(4, 4));
            return new Outcome.Unknown("the deadline passed before an answer came", null);
        });

        assertThatThrownBy(() -> stub.call(Methods.DEPOSIT, Methods.NONE).value())
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        e -> assertThat(e.invocationId()).isEqualTo(new InvocationId(0x3f, 18)))
                .hasMessage(
                        "test.Account.deposit(long) on bank/accounts/alice may or may not have been executed: the deadline"
                                + " passed before an answer came [call 3f-18, 0 of 5000 ms, 1 attempt: h:1 at epoch 4 did not answer]");
    }

    @Test
    void manyAttemptsAreToldByTheirNumberAndTheLastOnes() {
        StubInvoker stub = stub(invocation -> {
            for (int port = 1; port <= 30; port++) {
                attempt(invocation, port, new Outcome.NotExecuted(Reason.UNREACHABLE, "refused"));
            }
            return new Outcome.NotExecuted(Reason.UNREACHABLE, "refused");
        });

        assertThatThrownBy(() -> stub.call(Methods.DEPOSIT, Methods.NONE).value())
                .hasMessageContaining("30 attempts, the last: h:27 at")
                .hasMessageEndingWith("h:30 at epoch 30 did not execute it (UNREACHABLE: refused)]");
    }

    @Test
    void theFutureEndsWithWhatTheBlockingFormThrows() {
        Outcome.NotExecuted refused = new Outcome.NotExecuted(Reason.OVERLOADED, "too many");
        StubInvoker stub = stub(invocation -> refused);

        CompletableFuture<Long> future = stub.callAsync(Methods.DEPOSIT, Methods.NONE);

        assertThat(future)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(NotExecutedException.class)
                .withMessageContaining("(OVERLOADED): too many");
    }

    @Test
    void whatUsersHangOnAFutureRunsWhereCallbacksRun() {
        List<Runnable> tasks = new ArrayList<>();
        CompletableFuture<Outcome> pending = new CompletableFuture<>();
        CallPath path = new CallPath(invocation -> pending, clock, Duration.ofSeconds(5), tasks::add, "here");
        CompletableFuture<Long> future = new StubInvoker(new RemoteReference.Named(ALICE), Methods.TYPE, path)
                .callAsync(Methods.DEPOSIT, Methods.NONE);

        pending.complete(new Outcome.Returned(4L));

        assertThat(future).isNotDone();
        tasks.forEach(Runnable::run);
        assertThat(future).isCompletedWithValue(4L);
    }

    @Test
    void aServedMethodGoesOnOnlyWhenItsObjectIsItsOwnAgain() {
        List<String> events = new ArrayList<>();
        CallOuts watching = new CallOuts() {
            @Override
            public void began() {
                events.add("out");
            }

            @Override
            public void ended(Runnable goOn) {
                events.add("back");
                goOn.run();
            }
        };
        StubInvoker stub = stub(invocation -> {
            events.add("call");
            return new Outcome.Returned(1L);
        });

        Deadline deadline = Deadline.after(Duration.ofSeconds(1), clock);
        try (var served = new CurrentCall(new InvocationId(1, 1), "", deadline, new Cancellation(), watching).enter()) {
            stub.call(Methods.DEPOSIT, Methods.NONE).value();
        }

        assertThat(events).containsExactly("out", "call", "back");
    }

    @Test
    void stubsAreEqualIfTheyMeanTheSameObject() {
        StubInvoker stub = stub(invocation -> new Outcome.Returned(1L));
        StubInvoker same = stub(invocation -> new Outcome.Returned(2L));

        assertThat(stub).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(stub).isEqualTo(stub.withTimeout(Duration.ofMinutes(1)));
        assertThat(stub).isNotEqualTo(at(new RemoteReference.Named(new ObjectName("bank/accounts/bob")), "here"));
        assertThat(stub).isNotEqualTo(at(new RemoteReference.Named(ALICE), "elsewhere"));
        assertThat(stub).isNotEqualTo(at(new RemoteReference.Direct(ALICE, new Endpoint("h", 1)), "here"));
    }

    @Test
    void aStubTellsWhatItStandsFor() {
        RemoteReference ephemeral = new RemoteReference.Direct(new ObjectName("~/3"), new Endpoint("h", 1));

        assertThat(at(new RemoteReference.Named(ALICE), "here")).hasToString("test.Account bank/accounts/alice");
        assertThat(at(ephemeral, "here")).hasToString("test.Account ~/3 at h:1");
    }

    private static void attempt(Invocation invocation, int port, Outcome outcome) {
        invocation.journal().begin(new Endpoint("h", port), new Standing(port, port));
        invocation.journal().end(outcome);
    }

    private StubInvoker at(RemoteReference reference, Object scope) {
        CallPath path = new CallPath(
                invocation -> new CompletableFuture<>(), clock, Duration.ofSeconds(5), Runnable::run, scope);
        return new StubInvoker(reference, Methods.TYPE, path);
    }

    private StubInvoker stub(Function<Invocation, Outcome> pipeline) {
        CallPath path = new CallPath(
                invocation -> CompletableFuture.completedFuture(pipeline.apply(invocation)),
                clock,
                Duration.ofSeconds(5),
                Runnable::run,
                "here");
        return new StubInvoker(new RemoteReference.Named(ALICE), Methods.TYPE, path);
    }
}
