package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Outcome;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of a call when the way to its object fails, and what becomes of those who speak something else. */
final class FailureTest {
    private final Party host = Party.listening(Party.overTheNetwork());
    private final Party client = Party.calling(Party.overTheNetwork());

    @AfterEach
    void close() {
        client.close();
        host.close();
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
    void aWebBrowserGetsAnAnswerThatItCanShow() throws Exception {
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .startsWith("HTTP/1.1 400");
        assertRefusedOnceAndStillServing(Refusal.HTTP);
    }

    @Test
    void tlsOnAPlainPortIsRefused() throws Exception {
        answerTo(new byte[] {22, 3, 1, 0, 100, 1, 0, 0, 96, 3, 3});
        assertRefusedOnceAndStillServing(Refusal.TLS_ON_PLAIN_PORT);
    }

    @Test
    void aWrongMagicIsRefused() throws Exception {
        answerTo(new byte[] {0, 0, 0, 10, 1, 'X', 'X', 'X', 'X', 1, 1, 0, 0, 0});
        assertRefusedOnceAndStillServing(Refusal.MALFORMED);
    }

    @Test
    void aHugeLengthIsRefusedByItsHeader() throws Exception {
        answerTo(new byte[] {0x7F, -1, -1, -1, 1});
        assertRefusedOnceAndStillServing(Refusal.NOT_LIMPID);
    }

    @Test
    void plainTextIsNotSpokenBeyondLoopbackUnlessSaid() throws Exception {
        try (Party open = Party.calling(Party.overTheNetwork())) {
            assertThatThrownBy(() -> open.transport.listen(new Transport.ListenSettings("0.0.0.0", 0, "127.0.0.1")))
                    .hasMessageContaining("plaintext()");
        }
    }

    private void assertRefusedOnceAndStillServing(Refusal reason) throws Exception {
        assertThat(host.refusals(reason)).isEqualTo(1);
        assertThat(client.add(host, 1, 2).get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(3L));
    }

    /** Sends bytes and reads until the host closes. */
    private String answerTo(byte[] bytes) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", host.endpoint().port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
