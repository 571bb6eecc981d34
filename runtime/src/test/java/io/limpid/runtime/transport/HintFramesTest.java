package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker.Target;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameType;
import io.limpid.runtime.wire.Hints;
import io.limpid.runtime.wire.ReplyFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told where objects have gone, when, and how much of it is believed. Over sockets. */
@Timeout(60)
final class HintFramesTest {
    private static final ObjectName GONE = new ObjectName("machines/gone");
    private static final byte[] NOTHING = Party.payload(new byte[0]);

    private final Party host = Party.listening(Party.overTheNetwork());

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void whoeverHasCalledAnObjectIsToldWithTheNextReplyWhereItHasGone() throws IOException {
        try (RawPeer peer = RawPeer.takingHints(host)) {
            peer.callNamed(GONE, Party.SWALLOW, NOTHING);
            assertThat(peer.next()).isInstanceOf(ReplyFrame.class);
            Binding place = leave(GONE, 5);

            peer.call(Party.SWALLOW, NOTHING);
            peer.call(Party.SWALLOW, NOTHING);

            assertThat(peer.next()).isEqualTo(new Hints(List.of(place)));
            assertThat(peer.next()).isInstanceOf(ReplyFrame.class);
            assertThat(peer.next()).isInstanceOf(ReplyFrame.class);
        }
    }

    @Test
    void nobodyIsToldOfAnObjectThatHeHasNotCalled() throws IOException {
        try (RawPeer peer = RawPeer.takingHints(host)) {
            peer.call(Party.SWALLOW, NOTHING);
            assertThat(peer.next()).isInstanceOf(ReplyFrame.class);
            leave(GONE, 5);

            peer.call(Party.SWALLOW, NOTHING);

            assertThat(peer.next()).isInstanceOf(ReplyFrame.class);
        }
    }

    @Test
    void aPeerThatDoesNotTakeHintsGetsNone() throws IOException {
        try (RawPeer peer = RawPeer.greeted(host)) {
            peer.callNamed(GONE, Party.SWALLOW, NOTHING);
            assertThat(peer.next()).isInstanceOf(ReplyFrame.class);
            leave(GONE, 5);

            peer.call(Party.SWALLOW, NOTHING);

            assertThat(peer.next()).isInstanceOf(ReplyFrame.class);
        }
    }

    @Test
    void manyMovesAreToldSixteenAtATime() throws IOException {
        try (RawPeer peer = RawPeer.takingHints(host)) {
            for (int i = 0; i < 20; i++) {
                peer.callNamed(new ObjectName("machines/n" + i), Party.SWALLOW, NOTHING);
                assertThat(peer.next()).isInstanceOf(ReplyFrame.class);
            }
            for (int i = 0; i < 20; i++) {
                leave(new ObjectName("machines/n" + i), 5);
            }

            peer.call(Party.SWALLOW, NOTHING);
            Frame first = peer.next();
            assertThat(peer.next().type()).isEqualTo(FrameType.REPLY);
            peer.call(Party.SWALLOW, NOTHING);
            Frame second = peer.next();
            assertThat(peer.next().type()).isEqualTo(FrameType.REPLY);

            assertThat(((Hints) first).bindings()).hasSize(16);
            assertThat(((Hints) second).bindings()).hasSize(4);
        }
    }

    @Test
    void aCallerLearnsByWhomItWasTold() {
        try (Party caller = Party.calling(Party.overTheNetwork())) {
            List<Binding> heard = new ArrayList<>();
            List<Endpoint> by = new ArrayList<>();
            caller.transport.hintsTo((endpoint, place) -> {
                by.add(endpoint);
                heard.add(place);
            });
            assertThat(caller.add(host, 1, 2).join()).isEqualTo(new Outcome.Returned(3L));
            Binding place = leave(Party.NAME, 5);

            caller.add(host, 1, 2).join();

            assertThat(heard).containsExactly(place);
            assertThat(by).containsExactly(host.endpoint());
        }
    }

    @Test
    void whoeverCallsWithinTheProcessIsToldToo() {
        try (Party near = Party.listening(TransportSettings.DEFAULT);
                Party caller = Party.calling(TransportSettings.DEFAULT)) {
            List<Binding> heard = new ArrayList<>();
            caller.transport.hintsTo((endpoint, place) -> heard.add(place));
            caller.add(near, 1, 2).join();
            Binding place = place(Party.NAME, 5);
            near.places.put(Party.NAME, place);
            near.moved.add(Party.NAME);

            caller.add(near, 1, 2).join();

            assertThat(heard).containsExactly(place);
        }
    }

    @Test
    void aHostThatHintsMoreOftenThanItIsCalledIsCutOff() throws Exception {
        Hints hints = new Hints(List.of(place(Party.NAME, 5)));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Party caller = Party.calling(Party.overTheNetwork())) {
            Target target = new Target(new Endpoint("127.0.0.1", server.getLocalPort()), Standing.NONE);
            CompletableFuture<Outcome> call = caller.transport.invoke(Party.adding(1, 2), target);
            try (RawPeer hostile = RawPeer.called(server.accept())) {
                assertThat(hostile.next().type()).isEqualTo(FrameType.CALL);

                hostile.send(hints);
                hostile.send(hints);

                assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Unknown.class);
                await().until(() -> caller.refusals(Refusal.MALFORMED) == 1);
            }
        }
    }

    private Binding leave(ObjectName name, long epoch) {
        Binding place = place(name, epoch);
        host.places.put(name, place);
        host.moved.add(name);
        return place;
    }

    private static Binding place(ObjectName name, long epoch) {
        return new Binding(
                name,
                new InterfaceId("test.Machine"),
                epoch,
                1,
                List.of(new Replica("b", new Endpoint("127.0.0.1", 7500), Replica.Role.PRIMARY)));
    }
}
