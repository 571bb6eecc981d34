package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.GoAway;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.ReplyFrame;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a peer may do only so often: up to the limit it is served, one more ends its connection, and nobody else's. */
final class FloodTest {
    private static final int LIMIT = 200;
    private static final int IN_FLIGHT = 256;

    private final Party host = Party.listening(Party.overTheNetwork());
    private final Party client = Party.calling(Party.overTheNetwork());

    @AfterEach
    void close() {
        client.close();
        host.close();
    }

    @Test
    void pings() throws Exception {
        try (RawPeer peer = RawPeer.greeted(host)) {
            for (int i = 0; i < LIMIT; i++) {
                peer.send(new Frame.Ping(i));
                assertThat(peer.next()).isEqualTo(new Frame.Pong(i));
            }

            peer.send(new Frame.Ping(LIMIT));

            assertCutOff(peer);
        }
    }

    @Test
    void cancelsOfCallsThatHadEnded() throws Exception {
        try (RawPeer peer = RawPeer.greeted(host)) {
            long call = peer.call(Party.SWALLOW, (byte) 0);
            assertThat(peer.next()).isInstanceOf(ReplyFrame.class);
            for (int i = 0; i < LIMIT; i++) {
                peer.send(new Frame.Cancel(call));
            }
            peer.send(new Frame.Ping(1));
            assertThat(peer.next()).isEqualTo(new Frame.Pong(1));

            peer.send(new Frame.Cancel(call));

            assertCutOff(peer);
        }
    }

    @Test
    void tiesToCallsThatHadEnded() throws Exception {
        try (RawPeer peer = RawPeer.greeted(host)) {
            long call = peer.call(Party.SWALLOW, (byte) 0);
            assertThat(peer.next()).isInstanceOf(ReplyFrame.class);
            for (int i = 0; i < LIMIT; i++) {
                peer.send(new Frame.Tie(call));
            }
            peer.send(new Frame.Ping(1));
            assertThat(peer.next()).isEqualTo(new Frame.Pong(1));

            peer.send(new Frame.Tie(call));

            assertCutOff(peer);
        }
    }

    @Test
    void callsBeyondWhatMayBeInFlight() throws Exception {
        try (RawPeer peer = RawPeer.greeted(host)) {
            fill(peer);
            for (int i = 0; i < LIMIT; i++) {
                peer.call(Party.SWALLOW, (byte) 0);
                assertThat(((ReplyFrame) peer.next()).answer())
                        .isInstanceOfSatisfying(
                                ReplyFrame.NotExecuted.class,
                                refused -> assertThat(refused.reason()).isEqualTo(Reason.OVERLOADED));
            }

            peer.call(Party.SWALLOW, (byte) 0);

            assertCutOff(peer);
        }
    }

    @Test
    void aCancelledCallCountsAsInFlightUntilItsMethodEnds() throws Exception {
        try (RawPeer peer = RawPeer.greeted(host)) {
            fill(peer);
            for (int call = 1; call <= IN_FLIGHT; call++) {
                peer.send(new Frame.Cancel(call));
            }

            peer.call(Party.SWALLOW, (byte) 0);

            assertThat(((ReplyFrame) peer.next()).answer()).isInstanceOf(ReplyFrame.NotExecuted.class);
            Party.Held first = host.held.take();
            first.responder().respond(Party.HOLD, new Outcome.Returned(new byte[0]));
            assertThat(((ReplyFrame) peer.next()).answer()).isInstanceOf(ReplyFrame.Unknown.class);
            peer.call(Party.SWALLOW, (byte) 0);
            assertThat(((ReplyFrame) peer.next()).answer()).isInstanceOf(ReplyFrame.Returned.class);
        }
    }

    @Test
    void argumentsBeyondWhatMayBeInFlight() throws Exception {
        try (RawPeer peer = RawPeer.greeted(host)) {
            int message = Limits.DEFAULT.get(Limit.MESSAGE_BYTES);
            for (int i = 0; i < InboundCalls.PAYLOAD_BYTES / message; i++) {
                CallFrame announced = peer.callFrame(Party.HOLD, message);
                peer.send(announced, (byte) 1);
            }

            peer.send(peer.callFrame(Party.HOLD, message), (byte) 1);

            assertCutOff(peer);
        }
    }

    private void fill(RawPeer peer) throws Exception {
        for (int i = 0; i < IN_FLIGHT; i++) {
            peer.call(Party.HOLD, (byte) 0);
        }
    }

    private void assertCutOff(RawPeer peer) throws Exception {
        assertThat(peer.farewell())
                .isNotNull()
                .satisfies(word -> assertThat(word.cause()).isEqualTo(GoAway.Cause.FLOOD));
        assertThat(host.refusals(Refusal.FLOOD)).isEqualTo(1);
        assertThat(client.add(host, 1, 2).get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(3L));
    }
}
