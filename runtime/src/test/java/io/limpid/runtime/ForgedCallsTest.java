package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.RawPeer;
import io.limpid.runtime.transport.TlsSettings;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameWriter;
import io.limpid.runtime.wire.GoAway;
import io.limpid.runtime.wire.ReplyFrame;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a peer with a valid certificate can do to another client's calls over real TLS sockets, frame by frame: nothing. Alice's client id
 * is {@link #ALICES}; Mallory knows it, and every frame that Alice has sent.
 */
@Timeout(180)
final class ForgedCallsTest {
    private static final long ALICES = 7;
    private static final int ATTEMPTS = 10_000;
    private static final int PER_CONNECTION = 100;

    /** The zig-zag varint 1. */
    private static final byte[] ONE_CENT = {2};

    /** Her first call, at whatever incarnation. */
    private static final byte[] ASKED_ABOUT = {2, 0};

    @TempDir
    private Path directory;

    private final FakeNaming naming = new FakeNaming();
    private final Drawer drawer = new Drawer();
    private Certified certified;
    private Host namingHost;
    private Host host;
    private TlsSettings hosts;
    private SSLSocketFactory alices;
    private SSLSocketFactory mallorys;

    @BeforeEach
    void open() throws Exception {
        certified = new Certified(directory);
        alices = certified.sockets("alice");
        mallorys = certified.sockets("mallory");
        hosts = certified.settings("host");
        namingHost =
                Host.builder().name("naming").tls(certified.settings("naming")).open();
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        naming.owners.put(ALICES, "alice");
        host = host(drawer);
    }

    private Host host(Till till) {
        Host opened = Host.builder()
                .naming("limpid://" + namingHost.endpoint())
                .name("a")
                .tls(hosts)
                .open();
        opened.export("till", Till.class, till);
        return opened;
    }

    @AfterEach
    void close() {
        drawer.never.countDown();
        host.close();
        namingHost.close();
    }

    @Test
    void underAnothersIdNothingIsRunLearntOrForgotten() throws Exception {
        try (RawPeer alice = connect(alices)) {
            List<byte[]> sent = deposits(1, PER_CONNECTION);
            List<ReplyFrame> answers = ask(alice, sent);
            assertThat(answers).allMatch(reply -> reply.answer() instanceof ReplyFrame.Returned);
            awaitThatTheOwnerIsKnown();

            int replies = 0;
            for (int i = 0; i < ATTEMPTS / PER_CONNECTION; i++) {
                replies += assertAllRefused(attempts(i));
            }

            System.out.printf(
                    "under another's id: %d attempts over %d connections, %d answered and none but as not allowed%n",
                    ATTEMPTS, ATTEMPTS / PER_CONNECTION, replies);
            assertThat(drawer.deposits).hasValue(PER_CONNECTION);
            try (RawPeer again = connect(alices)) {
                assertThat(ask(again, sent)).isEqualTo(answers);
            }
            assertThat(drawer.deposits).hasValue(PER_CONNECTION);
        }
    }

    /**
     * New calls, replays, calls that acknowledge, reads, questions what became of a call, and acknowledgements by themselves, all under
     * Alice's id.
     *
     * @param first which of these comes first; a host hears few of them before it closes
     */
    private List<byte[]> attempts(int first) {
        List<byte[]> attempts = new ArrayList<>();
        long correlation = 1;
        for (int i = first; i < first + PER_CONNECTION; i++) {
            attempts.add(
                    switch (i % 6) {
                        case 0 -> frame(call(correlation, TillMethods.DEPOSIT, 1_000 + i, 0), ONE_CENT);
                        case 1 -> frame(call(correlation, TillMethods.DEPOSIT, 1 + i % PER_CONNECTION, 0), ONE_CENT);
                        case 2 -> frame(call(correlation, TillMethods.DEPOSIT, 1_000 + i, 1_000 + i), ONE_CENT);
                        case 3 -> frame(call(correlation, TillMethods.BALANCE, 1 + i, 0));
                        case 4 -> frame(question(correlation, 1_000 + i), ASKED_ABOUT);
                        default -> frame(new Frame.Ack(ALICES, 1_000));
                    });
            correlation += i % 6 == 5 ? 0 : 1;
        }
        return attempts;
    }

    private int assertAllRefused(List<byte[]> attempts) throws Exception {
        int replies = 0;
        GoAway farewell = null;
        try (RawPeer mallory = connect(mallorys)) {
            mallory.send(joined(attempts));
            for (Frame frame = mallory.next(); frame != null; frame = mallory.next()) {
                if (frame instanceof ReplyFrame reply) {
                    assertThat(reasonOf(reply)).isEqualTo(Reason.NOT_ALLOWED);
                    replies++;
                } else {
                    farewell = (GoAway) frame;
                }
            }
        }
        assertThat(replies).isGreaterThanOrEqualTo(2);
        assertThat(farewell).isNotNull();
        assertThat(farewell.cause()).isEqualTo(GoAway.Cause.PROTOCOL);
        assertThat(farewell.detail()).contains("is another's");
        return replies;
    }

    @Test
    void aCallIsNotCancelledByAnyoneElse() throws Exception {
        try (RawPeer alice = connect(alices)) {
            ask(alice, deposits(1, 1));
            awaitThatTheOwnerIsKnown();
            alice.send(call(2, TillMethods.JAM, 2, 0));
            assertThat(drawer.jammed.await(10, TimeUnit.SECONDS)).isTrue();

            try (RawPeer mallory = connect(mallorys)) {
                mallory.send(new Frame.Cancel(1));
                assertThat(mallory.farewell().detail()).contains("never made");
            }
            try (RawPeer mallory = connect(mallorys)) {
                mallory.send(joined(List.of(frame(call(1, TillMethods.JAM, 2, 0)), frame(new Frame.Cancel(1)))));
                assertThat(reasonOf((ReplyFrame) mallory.next())).isEqualTo(Reason.NOT_ALLOWED);
            }
            assertThat(drawer.interrupted.getCount()).isEqualTo(1);

            alice.send(new Frame.Cancel(2));

            assertThat(drawer.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aThiefWhoIsFirstRunsAsItselfUntilNamingHasSpoken() throws Exception {
        naming.away = true;
        List<ReplyFrame> stolen;
        try (RawPeer mallory = connect(mallorys)) {
            stolen = ask(mallory, deposits(1, 3));
        }
        assertThat(stolen).allMatch(reply -> reply.answer() instanceof ReplyFrame.Returned);
        try (RawPeer alice = connect(alices)) {
            ask(alice, deposits(1, 3));
            assertThat(drawer.deposits).hasValue(6);
            naming.away = false;
            awaitThatTheOwnerIsKnown();

            assertAllRefused(attempts(0));

            assertThat(ask(alice, deposits(4, 6))).allMatch(reply -> reply.answer() instanceof ReplyFrame.Returned);
            assertThat(drawer.deposits).hasValue(9);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4611686018427387904, 0, no client comes to",
        "0, 0, no client comes to",
        "9223372036854775807, 9223372036854775807, no client comes to",
        "9223372036854775808, 0, sequence",
        "-1, 0, sequence",
        "1, 2, acknowledged prefix",
        "1, -1, acknowledged prefix"
    })
    void numbersThatCannotBeCloseTheConnectionAndCostNothing(String sequence, String acknowledged, String word)
            throws Exception {
        long number = new java.math.BigInteger(sequence).longValue();
        try (RawPeer alice = connect(alices)) {
            for (int correlation = 1; correlation <= 3; correlation++) {
                alice.send(call(correlation, TillMethods.DEPOSIT, number, Long.parseLong(acknowledged)), ONE_CENT);
            }

            assertThat(alice.farewell().detail()).contains(word);
        }
        assertThat(drawer.deposits).hasValue(0);
        assertThat(host.ledgers().clients()).isZero();
        assertThat(host.ledgers().calls()).isZero();
    }

    @Test
    void twiceIsForgiven() throws Exception {
        try (RawPeer alice = connect(alices)) {
            alice.send(call(1, TillMethods.DEPOSIT, 0, 0), ONE_CENT);
            alice.send(call(2, TillMethods.DEPOSIT, 1L << 62, 0), ONE_CENT);
            alice.send(call(3, TillMethods.DEPOSIT, 1, 0), ONE_CENT);

            assertThat(reasonOf((ReplyFrame) alice.next())).isEqualTo(Reason.BAD_REQUEST);
            assertThat(reasonOf((ReplyFrame) alice.next())).isEqualTo(Reason.BAD_REQUEST);
            assertThat(((ReplyFrame) alice.next()).answer()).isInstanceOf(ReplyFrame.Returned.class);
        }
    }

    @Test
    void recordedFramesNeverRunAgain() throws Exception {
        byte[] recorded;
        try (RawPeer alice = connect(alices)) {
            List<byte[]> sent = deposits(1, PER_CONNECTION);
            recorded = joined(sent);
            ask(alice, sent);
            awaitThatTheOwnerIsKnown();
        }
        int rounds = ATTEMPTS / PER_CONNECTION / 4;

        replay(rounds, alices, recorded, ReplyFrame.Returned.class);
        replay(rounds, mallorys, recorded, ReplyFrame.NotExecuted.class);
        try (RawPeer alice = connect(alices)) {
            alice.send(new Frame.Ack(ALICES, PER_CONNECTION + 1));
            ask(alice, List.of(frame(call(1, TillMethods.BALANCE, PER_CONNECTION + 1, 0))));
        }
        replay(rounds, alices, recorded, ReplyFrame.Unknown.class);
        assertThat(drawer.deposits).hasValue(PER_CONNECTION);

        host.close();
        Drawer later = new Drawer();
        host = host(later);
        replay(rounds / 2, alices, recorded, ReplyFrame.NotExecuted.class);
        naming.ended.add(ALICES);
        replay(rounds - rounds / 2, alices, recorded, ReplyFrame.NotExecuted.class);
        assertThat(later.deposits).hasValue(0);
    }

    /** Sends the same bytes over new connections; each call is answered in this way, or not at all because the host has closed. */
    private void replay(int times, SSLSocketFactory whose, byte[] recorded, Class<? extends ReplyFrame.Answer> how)
            throws Exception {
        for (int i = 0; i < times; i++) {
            try (RawPeer peer = connect(whose)) {
                peer.send(recorded);
                int replies = 0;
                for (Frame frame = peer.next(); frame instanceof ReplyFrame reply; frame = peer.next()) {
                    assertThat(reply.answer()).isInstanceOf(how);
                    replies++;
                    if (replies == PER_CONNECTION) {
                        break;
                    }
                }
                assertThat(replies).isGreaterThanOrEqualTo(whose == alices ? PER_CONNECTION : 3);
            }
        }
    }

    /** A read under Alice's id is served until the host knows whose it is. */
    private void awaitThatTheOwnerIsKnown() {
        await().until(() -> {
            try (RawPeer mallory = connect(mallorys)) {
                return ask(mallory, List.of(frame(call(1, TillMethods.BALANCE, 1, 0)))).stream()
                        .allMatch(reply -> reply.answer() instanceof ReplyFrame.NotExecuted);
            }
        });
    }

    private RawPeer connect(SSLSocketFactory sockets) throws Exception {
        return RawPeer.greeted(
                sockets.createSocket(host.endpoint().host(), host.endpoint().port()));
    }

    /** Frames of Alice's deposits with these sequences; on a connection that has sent so many less one before. */
    private List<byte[]> deposits(int from, int to) {
        List<byte[]> frames = new ArrayList<>();
        for (int sequence = from; sequence <= to; sequence++) {
            frames.add(frame(call(sequence, TillMethods.DEPOSIT, sequence, 0), ONE_CENT));
        }
        return frames;
    }

    private static List<ReplyFrame> ask(RawPeer peer, List<byte[]> frames) throws Exception {
        peer.send(joined(frames));
        List<ReplyFrame> replies = new ArrayList<>();
        while (replies.size() < frames.size()) {
            replies.add((ReplyFrame) peer.next());
        }
        replies.sort(java.util.Comparator.comparingLong(ReplyFrame::correlation));
        return replies;
    }

    private CallFrame question(long correlation, long sequence) {
        return call(correlation, Question.methodOf(TillMethods.TYPE), sequence, 0);
    }

    private CallFrame call(long correlation, MethodDescriptor<?> method, long sequence, long acknowledged) {
        InvocationId id = new InvocationId(ALICES, sequence);
        Standing standing = naming.binding("till").standing();
        return new CallFrame(
                correlation,
                new CallFrame.Target(0, new ObjectName("till"), TillMethods.TYPE),
                method.id(),
                standing,
                new CallFrame.Identity(id, acknowledged, 1, id),
                TimeUnit.SECONDS.toMicros(30),
                payloadBytes(method));
    }

    private static int payloadBytes(MethodDescriptor<?> method) {
        return switch (method.id()) {
            case TillMethods.DEPOSIT_ID -> ONE_CENT.length;
            case Question.METHOD -> ASKED_ABOUT.length;
            default -> 0;
        };
    }

    private static byte[] frame(Frame frame, byte... payload) {
        FrameWriter writer = new FrameWriter();
        writer.write(frame, payload.length);
        return joined(List.of(writer.toByteArray(), payload));
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static Reason reasonOf(ReplyFrame reply) {
        return reply.answer() instanceof ReplyFrame.NotExecuted refused ? refused.reason() : null;
    }

    /** A till that counts, and tells when it is jammed. */
    private static final class Drawer extends TillProcess {
        private final AtomicInteger deposits = new AtomicInteger();
        private final CountDownLatch jammed = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public synchronized long deposit(long cents) throws ShutException {
            deposits.incrementAndGet();
            return super.deposit(cents);
        }

        @Override
        public void jam() {
            jammed.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }
}
