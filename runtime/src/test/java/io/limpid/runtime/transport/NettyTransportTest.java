package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls over a socket that go well. */
final class NettyTransportTest {
    /** A byte array counts as so many elements. */
    private static final TransportSettings SETTINGS =
            Party.overTheNetwork().limits(Limits.DEFAULT.with(Limit.ELEMENTS, 4_000_000));

    private final Party host = Party.listening(SETTINGS);
    private final Party client = Party.calling(SETTINGS);

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
}
