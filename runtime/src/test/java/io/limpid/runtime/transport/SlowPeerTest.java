package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker.Target;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that say nothing, stop in the middle, do not read, or are cut off by the network: they end, and hold up nobody else. */
final class SlowPeerTest {
    private static final TransportSettings QUICK = Party.overTheNetwork()
            .limits(Limits.DEFAULT.with(Limit.FIRST_FRAME_MILLIS, 400))
            .patience(new TransportSettings.Patience(
                    Duration.ofSeconds(3),
                    Duration.ofMillis(20),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(50),
                    Duration.ofMillis(500)));

    private final Party host = Party.listening(QUICK);
    private final Party client = Party.calling(Party.overTheNetwork());

    @AfterEach
    void close() {
        client.close();
        host.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00000014", "0000001401", "00000014014c4d504401"})
    void whoDoesNotGreetInTimeIsCutOff(String begun) throws Exception {
        try (RawPeer peer = RawPeer.silent(host)) {
            peer.send(HexFormat.of().parseHex(begun));

            assertThat(peer.farewell()).isNull();
        }
        assertThat(host.refusals(Refusal.GREETING_LATE)).isEqualTo(1);
    }

    /** As one that was stopped: its machine still takes connections. */
    @Test
    void whoCallsWaitsNoLongerForAGreetingThanForAConnection() throws Exception {
        TransportSettings impatient = Party.overTheNetwork()
                .patience(new TransportSettings.Patience(
                        Duration.ofMillis(100),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(450),
                        Duration.ofSeconds(30)));
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Party caller = Party.calling(impatient)) {
            Target target = new Target(new Endpoint("127.0.0.1", mute.getLocalPort()), Standing.NONE);

            Outcome outcome =
                    caller.transport.invoke(Party.adding(1, 2), target).get(5, TimeUnit.SECONDS);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.NotExecuted.class,
                            refused -> assertThat(refused.detail()).contains("no greeting within 100 ms"));
        }
    }

    @Test
    void manyThatDoNotGreetHoldUpNobody() throws Exception {
        List<RawPeer> silent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            silent.add(RawPeer.silent(host));
        }

        for (int i = 0; i < 100; i++) {
            assertServing();
        }

        await().until(() -> host.refusals(Refusal.GREETING_LATE) == silent.size());
        for (RawPeer peer : silent) {
            peer.close();
        }
    }

    @Test
    void whoStopsInTheMiddleOfAFrameIsAskedForASignOfLifeAndCutOff() throws Exception {
        TransportSettings shortIdle =
                QUICK.limits(Limits.DEFAULT.with(Limit.IDLE_MILLIS, 200).with(Limit.KEEP_ALIVE_MILLIS, 200));
        try (Party strict = Party.listening(shortIdle);
                RawPeer peer = RawPeer.greeted(strict)) {
            peer.send(new byte[] {0, 0, 0, 24, 0x10, 1});

            assertThat(peer.next()).isInstanceOf(Frame.Ping.class);
            assertThat(peer.next()).isNull();
            assertThat(strict.refusals(Refusal.SILENT)).isEqualTo(1);
        }
    }

    @Test
    void whoDoesNotReadIsCutOffAndMakesTheHostHoldLittle() throws Exception {
        int calls = 200;
        byte[] payload = Party.payload(new byte[60_000]);
        try (RawPeer peer = RawPeer.greetedWithSmallBuffer(host)) {
            for (int i = 0; i < calls; i++) {
                peer.call(Party.ECHO, payload);
            }
            assertServing();

            await().until(() -> host.refusals(Refusal.NOT_READING) == 1);
            // What is answered but unread stays near the high mark; the other calls were never begun.
            long begun = host.requests.get() - 1;
            assertThat(begun * payload.length).isLessThan(6L * Limits.DEFAULT.get(Limit.WRITE_HIGH_BYTES));
        }
        assertServing();
    }

    @Test
    void whoReadsSlowlyGetsWhatTheMethodReturnedAndNotWhatBecameOfItLater() throws Exception {
        try (RawPeer peer = RawPeer.greetedWithSmallBuffer(host)) {
            byte[] returned = new byte[900_000];
            int calls = 16;
            for (int i = 0; i < calls; i++) {
                peer.call(Party.HOLD, (byte) 0);
            }
            await().until(() -> host.held.size() == calls);
            for (int i = 0; i < calls; i++) {
                host.held.remove().responder().respond(Party.HOLD, new Outcome.Returned(returned));
                // The object goes on, and its state with it.
                returned[i]++;
            }

            Map<Long, byte[]> replies = peer.replies(calls);
            for (int i = 0; i < calls; i++) {
                byte[] payload = replies.get(i + 1L);
                for (int j = 0; j < calls; j++) {
                    // In front of the bytes stands their number.
                    assertThat(payload[payload.length - returned.length + j])
                            .as("byte %d of reply %d", j, i)
                            .isEqualTo((byte) (j < i ? 1 : 0));
                }
            }
        }
    }

    @Test
    void anAnswerToAPingOvertakesLongReplies() throws Exception {
        int calls = 16;
        try (RawPeer peer = RawPeer.greetedWithSmallBuffer(host)) {
            for (int i = 0; i < calls; i++) {
                peer.call(Party.HOLD, (byte) 0);
            }
            await().until(() -> host.held.size() == calls);
            for (int i = 0; i < calls; i++) {
                host.held.remove().responder().respond(Party.HOLD, new Outcome.Returned(new byte[900_000]));
            }
            peer.send(new Frame.Ping(1));

            int before = 0;
            while (!(peer.next() instanceof Frame.Pong)) {
                before++;
            }

            // Of more than 200 pieces of replies, those that the kernel or the channel had already.
            assertThat(before).isLessThan(24);
        }
    }

    @Test
    void aPeerThatTheNetworkSwallowsIsFoundAndTheCallIsUnknown() throws Exception {
        try (Wall wall = Wall.before(host)) {
            CompletableFuture<Outcome> call = call(wall, Party.sending(Party.HOLD, new byte[1], new Cancellation()));
            host.held.poll(10, TimeUnit.SECONDS);
            long before = System.nanoTime();
            wall.swallow();

            Outcome outcome = call.get(10, TimeUnit.SECONDS);

            Duration took = Duration.ofNanos(System.nanoTime() - before);
            System.out.println("a black-holed peer was found after " + took.toMillis() + " ms");
            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
            assertThat(took).isLessThan(Duration.ofSeconds(5));

            wall.open();
            await().until(() -> call(wall, Party.adding(1, 2)).get(10, TimeUnit.SECONDS) instanceof Outcome.Returned);
        }
    }

    /** As one that was stopped, or parted: nobody need wait for it who can turn to others. */
    @Test
    void nobodyWaitsForTheGreetingOfOneThatHasFallenSilent() throws Exception {
        TransportSettings soon = Party.overTheNetwork()
                .patience(new TransportSettings.Patience(
                        Duration.ofSeconds(3),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(30)));
        try (Party patient = Party.listening(Party.overTheNetwork());
                Wall wall = Wall.before(patient);
                Party quick = Party.calling(soon)) {
            Target target = new Target(wall.endpoint(), Standing.NONE);
            CompletableFuture<Outcome> lost =
                    quick.transport.invoke(Party.sending(Party.HOLD, new byte[1], new Cancellation()), target);
            patient.held.poll(10, TimeUnit.SECONDS);
            wall.swallow();
            assertThat(lost.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Unknown.class);

            for (int i = 0; i < 3; i++) {
                assertThat(quick.transport.invoke(Party.adding(1, 2), target))
                        .isCompletedWithValueMatching(outcome -> outcome instanceof Outcome.NotExecuted refused
                                && String.valueOf(refused.detail()).contains("fallen silent"));
            }

            wall.open();
            await().until(() ->
                    quick.transport.invoke(Party.adding(1, 2), target).get(10, TimeUnit.SECONDS)
                            instanceof Outcome.Returned);
        }
    }

    @Test
    void aSlowLinkIsNotADeadPeer() throws Exception {
        try (Wall wall = Wall.before(host)) {
            wall.slowDown(2 << 20);
            try (Party quick = Party.calling(QUICK)) {
                Invocation upload = Party.sending(Party.ECHO, new byte[900_000], new Cancellation());

                Outcome outcome = quick.transport
                        .invoke(upload, new Target(wall.endpoint(), Standing.NONE))
                        .get(20, TimeUnit.SECONDS);

                assertThat(outcome).isInstanceOf(Outcome.Returned.class);
            }
        }
    }

    private CompletableFuture<Outcome> call(Wall wall, Invocation invocation) {
        return client.transport.invoke(invocation, new Target(wall.endpoint(), Standing.NONE));
    }

    private void assertServing() throws Exception {
        assertThat(client.add(host, 1, 2).get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(3L));
    }
}
