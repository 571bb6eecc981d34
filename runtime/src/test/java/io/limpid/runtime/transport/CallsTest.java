package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.Codecs;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls over TCP, over a Unix socket, and within the process: all ways mean the same. */
@ParameterizedClass
@EnumSource
final class CallsTest {
    private final Way way;
    private final Party host;
    private final Party client;

    enum Way {
        TCP(Party.overTheNetwork()),
        UNIX_SOCKET(Party.byUnixSocket()),
        WITHIN_THE_PROCESS(TransportSettings.DEFAULT);

        private final TransportSettings settings;

        Way(TransportSettings settings) {
            this.settings = settings;
        }
    }

    CallsTest(Way way) {
        this.way = way;
        host = Party.listening(way.settings);
        client = Party.calling(way.settings);
    }

    @AfterEach
    void close() {
        client.close();
        host.close();
    }

    @Test
    void aCallReturnsWhatTheMethodReturned() throws Exception {
        assertThat(client.add(host, 40, 2).get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(42L));
    }

    @Test
    void tenThousandCallsAtOnceAreAllAnswered() throws Exception {
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            calls.add(client.add(host, i, i));
        }

        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(2L * i));
        }
        assertThat(host.requests).hasValue(10_000);
    }

    @Test
    void longMessagesGoBothWays() throws Exception {
        byte[] bytes = new byte[4_000_000];
        new Random(1).nextBytes(bytes);

        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(client.call(host, Party.sending(Party.ECHO, bytes, new Cancellation())));
        }

        for (CompletableFuture<Outcome> call : calls) {
            Outcome outcome = call.get(30, TimeUnit.SECONDS);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Returned.class,
                            returned -> assertThat(returned.value()).isEqualTo(bytes));
        }
    }

    @Test
    void aCallThatFindsNobodyWasNotExecuted() throws Exception {
        host.close();

        Outcome outcome = client.add(host, 1, 2).get(10, TimeUnit.SECONDS);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNREACHABLE));
    }

    @Test
    void aCallWhoseConnectionBreaksAfterItWasSentIsUnknown() throws Exception {
        CompletableFuture<Outcome> call =
                client.call(host, Party.sending(Party.HOLD, new byte[10], new Cancellation()));
        Party.Held held = host.held.poll(10, TimeUnit.SECONDS);
        host.close();

        assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Unknown.class);
        assertThat(held.request().cancellation().isCancelled()).isTrue();
    }

    @Test
    void aCancelReachesTheMethodAndEndsTheCallAtOnce() throws Exception {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Outcome> call = client.call(host, Party.sending(Party.HOLD, new byte[10], cancellation));
        Party.Held held = host.held.poll(10, TimeUnit.SECONDS);

        cancellation.cancel();

        assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Unknown.class);
        await().until(() -> held.request().cancellation().isCancelled());
        held.responder().respond(Party.HOLD, new Outcome.Returned(new byte[0]));
        assertThat(client.add(host, 1, 2).get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(3L));
    }

    @Test
    void aHostThatDrainsAnswersWhatItHasAndTakesNoMore() throws Exception {
        CompletableFuture<Outcome> call =
                client.call(host, Party.sending(Party.HOLD, new byte[10], new Cancellation()));
        Party.Held held = host.held.poll(10, TimeUnit.SECONDS);
        Transport.Draining draining = host.transport.drain();
        draining.told().get(10, TimeUnit.SECONDS);
        await().until(() -> client.add(host, 1, 2).get(10, TimeUnit.SECONDS) instanceof Outcome.NotExecuted);
        assertThat(draining.answered()).isNotDone();

        held.responder().respond(Party.HOLD, new Outcome.Returned(new byte[] {1}));

        assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Returned.class);
        draining.answered().get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatIsInFlightWhenTheCallerClosesIsUnknownAndItsMethodIsTold() throws Exception {
        CompletableFuture<Outcome> call =
                client.call(host, Party.sending(Party.HOLD, new byte[10], new Cancellation()));
        Party.Held held = host.held.poll(10, TimeUnit.SECONDS);

        client.close();

        assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Unknown.class);
        await().until(() -> held.request().cancellation().isCancelled());
    }

    @Test
    void noMoreCallsAreInFlightThanThePeerTakesAndTheOthersWait() throws Exception {
        int ofOne = Limits.DEFAULT.get(Limit.CALLS_PER_CONNECTION);
        int inFlight = way == Way.WITHIN_THE_PROCESS
                ? ofOne
                : ofOne * TransportSettings.Sharing.DEFAULT.connectionsPerEndpoint();
        Cancellation unwanted = new Cancellation();
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        // Again and again, because a connection that is opened late takes its share of what comes then.
        await().until(() -> {
            for (int i = 0; i < ofOne; i++) {
                calls.add(client.call(host, Party.sending(Party.HOLD, new byte[1], new Cancellation())));
            }
            return host.held.size() >= inFlight;
        });
        CompletableFuture<Outcome> last = client.call(host, Party.sending(Party.HOLD, new byte[1], unwanted));

        unwanted.cancel();

        assertThat(last.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(host.held).hasSize(inFlight);
        for (int i = 0; i < calls.size(); i++) {
            host.held.poll(10, TimeUnit.SECONDS).responder().respond(Party.HOLD, new Outcome.Returned(new byte[0]));
        }
        for (CompletableFuture<Outcome> call : calls) {
            assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Returned.class);
        }
    }

    @Test
    void aRefusalOfEachOfManyThatWaitNeedsNoDepth() throws Exception {
        MethodDescriptor<Long> none = Party.method(99, "none()", Codecs.PRIMITIVE_LONG);
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            calls.add(client.call(host, Party.invocation(none, out -> {}, new Cancellation())));
        }

        for (CompletableFuture<Outcome> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.NotExecuted.class);
        }
    }

    @Test
    void argumentsThatAreTooLongAreNotSent() throws Exception {
        byte[] bytes = new byte[Limits.DEFAULT.get(Limit.MESSAGE_BYTES)];

        Outcome outcome = client.call(host, Party.sending(Party.ECHO, bytes, new Cancellation()))
                .get(10, TimeUnit.SECONDS);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_REQUEST));
        assertThat(host.requests).hasValue(0);
    }
}
