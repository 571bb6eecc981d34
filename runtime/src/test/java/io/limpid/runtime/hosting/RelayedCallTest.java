package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.hosting.Bench.Sent;
import io.limpid.runtime.hosting.Probe.ProbeStub;
import io.limpid.runtime.hosting.Probe.ProbeType;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.stub.CallPath;
import io.limpid.runtime.stub.StubInvoker;
import io.limpid.runtime.wire.RemoteReference;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a call ends that goes on to another object: by a stub that was passed on, or by an object that calls one. */
final class RelayedCallTest {
    private final Bench bench = Bench.onOneThread();

    @AfterEach
    void close() {
        bench.close();
    }

    private enum Form {
        BLOCKING(Probe.WRITE),
        ASYNCHRONOUS(Probe.LATER);

        final MethodDescriptor<Integer> method;

        Form(MethodDescriptor<Integer> method) {
            this.method = method;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAPassedOnStubDidNotExecuteWasNotExecuted(Form form) {
        Outcome outcome = sent(form, stub(new Outcome.NotExecuted(Reason.NOT_ALLOWED, "not you")));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotExecuted.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED);
            assertThat(refused.detail()).isEqualTo("passed on from here: not you");
        });
    }

    @ParameterizedTest
    @EnumSource
    void anUnreachableObjectBehindARelayIsNotHeldAgainstTheRelay(Form form) {
        Outcome outcome = sent(form, stub(new Outcome.NotExecuted(Reason.UNREACHABLE, "connection refused")));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotExecuted.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(refused.retryAfter())
                    .as("without it, the breaker counts it")
                    .isPositive();
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUnknownToAPassedOnStubIsUnknown(Form form) {
        Outcome outcome = sent(form, stub(new Outcome.Unknown("no answer", null)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.detail())
                                .startsWith("passed on from here: test.Probe.")
                                .contains("may or may not have been executed: no answer"));
    }

    @ParameterizedTest
    @EnumSource
    void aFailureThatAPassedOnStubReportsKeepsItsId(Form form) {
        Outcome outcome = sent(form, stub(new Outcome.Threw(new RemoteFailureException("broken", "f-1"))));

        assertThat(thrown(outcome)).hasMessage("broken");
        assertThat(thrown(outcome).failureId()).isEqualTo("f-1");
    }

    @ParameterizedTest
    @EnumSource
    void anObjectWhoseOwnCallDidNotHappenHasRunAllTheSame(Form form) {
        Probe inner = stub(new Outcome.NotExecuted(Reason.NOT_FOUND, "nobody there"));

        Outcome outcome = sent(form, new Calling(inner));

        assertThat(outcome.mayHaveExecuted()).isTrue();
        assertThat(thrown(outcome))
                .hasMessageStartingWith("the method failed because of a call that it made: test.Probe.")
                .hasMessageContaining("was not executed (NOT_FOUND): nobody there");
    }

    @ParameterizedTest
    @EnumSource
    void anObjectWhoseOwnCallIsUnknownHasFailed(Form form) {
        Outcome outcome = sent(form, new Calling(stub(new Outcome.Unknown("no answer", null))));

        assertThat(thrown(outcome))
                .hasMessageStartingWith("the method failed because of a call that it made: test.Probe.")
                .hasMessageContaining("may or may not have been executed");
    }

    @Test
    void anObjectThatPassesAFailureOnHasFailedItself() {
        Outcome outcome =
                sent(Form.BLOCKING, new Calling(stub(new Outcome.Threw(new RemoteFailureException("broken", "f-1")))));

        assertThat(thrown(outcome)).hasMessage("broken");
        assertThat(thrown(outcome).failureId()).as("that of this host's log").startsWith("bench-");
    }

    @ParameterizedTest
    @EnumSource
    void whatAnObjectOfLimpidsOwnCannotTellIsUnknownAndMayBeAskedAgain(Form form) {
        Probe uncertain = new Calling(
                stub(new Outcome.Threw(new UncertainException("the log lost sight of it", new IOException("silent")))));

        Outcome outcome = sent(form, uncertain);

        assertThat(outcome).isEqualTo(new Outcome.Unknown("the log lost sight of it", null));
    }

    private Outcome sent(Form form, Probe object) {
        bench.export("o", object);
        Sent sent = bench.send("o", form.method);
        return sent.outcome().join();
    }

    private static RemoteFailureException thrown(Outcome outcome) {
        return (RemoteFailureException) ((Outcome.Threw) outcome).exception();
    }

    /** A stub all calls of which end so. */
    private Probe stub(Outcome outcome) {
        CallPath path = new CallPath(
                invocation -> CompletableFuture.completedFuture(outcome),
                bench.time,
                Duration.ofSeconds(5),
                Runnable::run,
                "elsewhere");
        return new ProbeStub(
                new StubInvoker(new RemoteReference.Named(new ObjectName("inner")), new ProbeType(), path));
    }

    /** Calls another and takes what comes. */
    private record Calling(Probe next) implements Probe {
        @Override
        public int write(int value) throws Exception {
            return next.write(value);
        }

        @Override
        public int read(int value) throws Exception {
            return next.read(value);
        }

        @Override
        public CompletionStage<Integer> later(int value) {
            return next.later(value);
        }
    }
}
