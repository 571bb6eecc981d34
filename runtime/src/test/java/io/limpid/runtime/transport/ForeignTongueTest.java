package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.invocation.Outcome;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of those who speak something else. */
final class ForeignTongueTest {
    private final Party host = Party.listening(Party.overTheNetwork());
    private final Party client = Party.calling(Party.overTheNetwork());

    @AfterEach
    void close() {
        client.close();
        host.close();
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
