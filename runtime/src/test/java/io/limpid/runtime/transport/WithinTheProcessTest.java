package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a call within the process skips the network. That it means the same there is for {@link CallsTest} to show. */
final class WithinTheProcessTest {
    @Test
    void aCallToAListenerOfThisProcessSkipsTheNetwork() throws Exception {
        assertThat(wayOf(TransportSettings.DEFAULT, TransportSettings.DEFAULT)).isInstanceOf(LocalConnection.class);
    }

    @Test
    void eitherSideMayInsistOnTheNetwork() throws Exception {
        assertThat(wayOf(TransportSettings.DEFAULT, Party.overTheNetwork())).isInstanceOf(NettyConnection.class);
        assertThat(wayOf(Party.overTheNetwork(), TransportSettings.DEFAULT)).isInstanceOf(NettyConnection.class);
    }

    @Test
    void aCallbackGoesBackTheSameWay() throws Exception {
        try (Party host = Party.listening(TransportSettings.DEFAULT);
                Party client = Party.calling(TransportSettings.DEFAULT)) {
            Party.Held held = hold(client, host);

            Outcome outcome = held.request()
                    .connection()
                    .invoke(Party.adding(1, 2), Standing.NONE)
                    .get(10, TimeUnit.SECONDS);

            assertThat(outcome).isEqualTo(new Outcome.Returned(3L));
            assertThat(client.requests).hasValue(1);
        }
    }

    @Test
    void aListenerThatClosedIsGoneAndOneThatTakesItsPlaceIsFound() throws Exception {
        try (Party client = Party.calling(TransportSettings.DEFAULT)) {
            Party first = Party.listening(TransportSettings.DEFAULT);
            assertThat(client.add(first, 1, 2).get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(3L));
            first.close();
            assertThat(client.add(first, 1, 2).get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.NotExecuted.class);

            try (Party second =
                    Party.listening(TransportSettings.DEFAULT, first.endpoint().port())) {
                assertThat(client.add(second, 1, 2).get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(3L));
            }
        }
    }

    private static Connection wayOf(TransportSettings listening, TransportSettings calling) throws Exception {
        try (Party host = Party.listening(listening);
                Party client = Party.calling(calling)) {
            return hold(client, host).request().connection();
        }
    }

    private static Party.Held hold(Party client, Party host) throws InterruptedException {
        CompletableFuture<Outcome> unused =
                client.call(host, Party.sending(Party.HOLD, new byte[1], new Cancellation()));
        return host.held.poll(10, TimeUnit.SECONDS);
    }
}
