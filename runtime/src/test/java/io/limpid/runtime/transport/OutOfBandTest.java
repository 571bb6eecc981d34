package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** What is short overtakes what is long, on one and the same connection. */
final class OutOfBandTest {
    private static final int LONG_BYTES = 64 << 20;
    private static final TransportSettings SETTINGS = Party.overTheNetwork()
            .limits(Limits.DEFAULT.with(Limit.MESSAGE_BYTES, LONG_BYTES + 16).with(Limit.ELEMENTS, LONG_BYTES))
            .sharing(new TransportSettings.Sharing(0, 1, 1_000, 2L * LONG_BYTES, false, false));

    private final Party host = Party.listening(SETTINGS);
    private final Party client = Party.calling(SETTINGS);

    @AfterEach
    void close() {
        client.close();
        host.close();
    }

    @RepeatedTest(3)
    void aCancelAndACallOvertakeSixtyFourMebibytes() throws Exception {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Outcome> running = client.call(host, Party.sending(Party.HOLD, new byte[1], cancellation));
        Party.Held held = host.held.poll(10, TimeUnit.SECONDS);
        CompletableFuture<Outcome> transfer =
                client.call(host, Party.sending(Party.SWALLOW, new byte[LONG_BYTES], new Cancellation()));

        CompletableFuture<Long> reached = new CompletableFuture<>();
        long before = System.nanoTime();
        held.request().cancellation().onCancel(() -> reached.complete(System.nanoTime()));
        cancellation.cancel();
        CompletableFuture<Outcome> small = client.add(host, 1, 2);

        long took = TimeUnit.NANOSECONDS.toMillis(reached.get(20, TimeUnit.SECONDS) - before);
        boolean overtook = !transfer.isDone();
        assertThat(small.get(20, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(3L));
        boolean smallOvertook = !transfer.isDone();
        System.out.println("a cancel behind 64 MiB took " + took + " ms");
        assertThat(overtook).as("the cancel came first").isTrue();
        assertThat(smallOvertook).as("the small call came first").isTrue();
        assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Unknown.class);
        await().until(transfer::isDone);
        assertThat(transfer.get()).isInstanceOf(Outcome.Returned.class);
    }
}
