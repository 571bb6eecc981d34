package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.simulation.NoReferences;
import io.limpid.runtime.transport.RawPeer;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.ReplyFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls whose answers their client has acknowledged, sent again as they were: by sockets, from one that breaks the rules. */
@Timeout(60)
final class AcknowledgedCallTest {
    private static final int REPLAYS = 10_000;
    private static final int CALLS = 100;
    private static final int TOGETHER = 50;
    private static final long CLIENT = 9;

    private final AtomicLong deposits = new AtomicLong();
    private final Host host = Host.builder().directory(List.of()).open();
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private long correlation;

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void whatALaterCallHasAcknowledgedIsStaleForEver() throws IOException {
        host.export("till", Till.class, new Box());
        try (RawPeer peer = RawPeer.greeted(host.endpoint())) {
            deposit(peer, 1, CALLS);
            send(peer, CALLS + 1, CALLS + 1);
            assertThat(answer(peer)).isInstanceOf(ReplyFrame.Returned.class);

            replay(peer);
        }

        assertThat(deposits).hasValue(CALLS + 1);
    }

    @Test
    void whatTheClientHasAcknowledgedByItselfIsStaleForEver() throws IOException {
        host.export("till", Till.class, new Box());
        try (RawPeer peer = RawPeer.greeted(host.endpoint())) {
            deposit(peer, 1, CALLS);
            peer.send(new Frame.Ack(CLIENT, CALLS + 1));

            replay(peer);
        }

        assertThat(deposits).hasValue(CALLS);
    }

    @Test
    void itIsAsStaleOverAnotherConnection() throws IOException {
        host.export("till", Till.class, new Box());
        try (RawPeer peer = RawPeer.greeted(host.endpoint())) {
            deposit(peer, 1, CALLS);
            peer.send(new Frame.Ack(CLIENT, CALLS + 1));
            // What the peer sends is read in its order, so an answer proves that the acknowledgement has been read.
            send(peer, 1, 0);
            assertThat(answer(peer)).isInstanceOf(ReplyFrame.Unknown.class);
        }

        correlation = 0;
        try (RawPeer peer = RawPeer.greeted(host.endpoint())) {
            replay(peer);
        }

        assertThat(deposits).hasValue(CALLS);
    }

    private void deposit(RawPeer peer, int first, int last) throws IOException {
        for (int call = first; call <= last; call++) {
            send(peer, call, 0);
            assertThat(answer(peer)).isInstanceOf(ReplyFrame.Returned.class);
        }
    }

    private void replay(RawPeer peer) throws IOException {
        int stale = 0;
        for (int batch = 0; batch < REPLAYS / TOGETHER; batch++) {
            for (int i = 0; i < TOGETHER; i++) {
                send(peer, 1 + random.nextInt(CALLS), 0);
            }
            for (int i = 0; i < TOGETHER; i++) {
                assertThat(answer(peer)).as("seed %d", seed).isInstanceOf(ReplyFrame.Unknown.class);
                stale++;
            }
        }

        System.out.printf("replays of acknowledged calls: %d, stale: %d (seed %d)%n", REPLAYS, stale, seed);
    }

    private void send(RawPeer peer, long sequence, long acknowledged) throws IOException {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
        out.writeLong(1);
        byte[] payload = out.toBytes();
        InvocationId id = new InvocationId(CLIENT, sequence);
        correlation++;
        peer.send(
                new CallFrame(
                        correlation,
                        new CallFrame.Target(0, new ObjectName("till"), new InterfaceId(Till.class.getName())),
                        TillMethods.DEPOSIT.id(),
                        Standing.NONE,
                        new CallFrame.Identity(id, acknowledged, 0, id),
                        Duration.ofSeconds(30).toNanos() / 1_000,
                        payload.length),
                payload);
    }

    private static ReplyFrame.Answer answer(RawPeer peer) throws IOException {
        Frame frame = peer.next();
        while (frame != null && !(frame instanceof ReplyFrame)) {
            frame = peer.next();
        }
        assertThat(frame).as("an answer").isNotNull();
        return ((ReplyFrame) frame).answer();
    }

    private final class Box extends TillProcess {
        @Override
        public long deposit(long cents) {
            return deposits.addAndGet(cents);
        }
    }
}
