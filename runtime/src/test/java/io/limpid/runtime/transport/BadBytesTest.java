package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameFormat;
import io.limpid.runtime.wire.GoAway;
import io.limpid.runtime.wire.Greeting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in at the port, the peer is told what was wrong, the connection ends, and the host goes on serving others. */
final class BadBytesTest {
    private static final Party HOST = Party.listening(Party.overTheNetwork());
    private static final Party CLIENT = Party.calling(Party.overTheNetwork());

    /** The first bytes of a connection. */
    static Stream<Arguments> insteadOfAGreeting() {
        return Stream.of(
                wrong("a frame without a length", "00000000 01", Refusal.NOT_LIMPID),
                wrong("a length of -1", "ffffffff 01", Refusal.NOT_LIMPID),
                wrong("the greatest length", "7fffffff 01", Refusal.NOT_LIMPID),
                wrong(
                        "a greeting as long as may be, of which most is too much",
                        "00004000 01 4c4d5044 01 01 00 80808002 80808010 8002 8008" + "00".repeat(16_384 - 20),
                        Refusal.MALFORMED),
                wrong("a greeting beyond the limit", "00004001 01", Refusal.NOT_LIMPID),
                wrong("another frame first", "00000002 12 05", Refusal.NOT_LIMPID),
                wrong("a wrong magic", "00000014 01 4c4d5045 01 01 00 80808002 80808010 8002 8008", Refusal.MALFORMED),
                wrong("a truncated greeting", "00000006 01 4c4d5044 01", Refusal.MALFORMED),
                wrong(
                        "versions the wrong way round",
                        "00000014 01 4c4d5044 02 01 00 80808002 80808010 8002 8008",
                        Refusal.MALFORMED),
                wrong(
                        "no common version",
                        "00000014 01 4c4d5044 02 03 00 80808002 80808010 8002 8008",
                        Refusal.VERSION),
                wrong(
                        "a number with needless bytes",
                        "00000015 01 4c4d5044 8100 01 00 80808002 80808010 8002 8008",
                        Refusal.MALFORMED),
                wrong(
                        "bytes behind the greeting's end",
                        "00000015 01 4c4d5044 01 01 00 80808002 80808010 8002 8008 00",
                        Refusal.MALFORMED));
    }

    /** Frames after both sides have greeted. */
    static Stream<Arguments> afterTheGreeting() {
        String over = String.format("%08x", FrameFormat.MAX_FRAME_BYTES + 1);
        return Stream.of(
                wrong("no length", "00000000", Refusal.OVERSIZE),
                wrong("a length of -1", "ffffffff", Refusal.OVERSIZE),
                wrong("the greatest length", "7fffffff", Refusal.OVERSIZE),
                wrong("one byte more than a frame may have", over, Refusal.OVERSIZE),
                wrong("an unknown type", "00000001 7e", Refusal.MALFORMED),
                wrong(
                        "a second greeting",
                        "00000014 01 4c4d5044 01 01 00 80808002 80808010 8002 8008",
                        Refusal.MALFORMED),
                wrong(
                        "unknown flags",
                        "00000019 10 01 09 01 0161 0149 0000002a 03 00 07 09 00 00 c096b102 02 0102",
                        Refusal.MALFORMED),
                wrong(
                        "a correlation out of order",
                        "00000019 10 02 01 01 0161 0149 0000002a 03 00 07 09 00 00 c096b102 02 0102",
                        Refusal.MALFORMED),
                wrong(
                        "an object number that was never given",
                        "00000015 10 01 00 05 0000002a 03 00 07 09 00 00 c096b102 02 0102",
                        Refusal.MALFORMED),
                wrong("a correlation of more than 64 bits", "0000000c 12 ffffffffffffffffffff 7f", Refusal.MALFORMED),
                wrong("a name longer than the frame", "00000007 10 01 01 01 ff03 61", Refusal.MALFORMED),
                wrong(
                        "a name that is not UTF-8",
                        "00000019 10 01 01 01 01ff 0149 0000002a 03 00 07 09 00 00 c096b102 02 0102",
                        Refusal.MALFORMED),
                wrong(
                        "a payload beyond the limit",
                        "0000001d 10 01 01 01 0161 0149 0000002a 03 00 07 09 00 00 c096b102 ffffffff07 0102",
                        Refusal.MALFORMED),
                wrong(
                        "more payload than was announced",
                        "00000019 10 01 01 01 0161 0149 0000002a 03 00 07 09 00 00 c096b102 01 0102",
                        Refusal.MALFORMED),
                wrong("a chunk of a call that was never made", "00000003 11 05 00", Refusal.MALFORMED),
                wrong("a cancel of a call that was never made", "00000002 12 05", Refusal.MALFORMED),
                wrong("a reply to a call that was never made", "00000005 18 01 00 01 54", Refusal.MALFORMED),
                wrong("a chunk of a reply that was never asked for", "00000003 19 01 00", Refusal.MALFORMED),
                wrong("a pong nobody asked for, and too long", "00000003 21 01 01", Refusal.MALFORMED));
    }

    private static Arguments wrong(String what, String hex, Refusal refusal) {
        return Arguments.of(what, HexFormat.of().parseHex(hex.replace(" ", "")), refusal);
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        HOST.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("insteadOfAGreeting")
    void bytesThatAreNoGreetingAreRefused(String what, byte[] bytes, Refusal refusal) throws Exception {
        long before = HOST.refusals(refusal);
        try (RawPeer peer = RawPeer.silent(HOST)) {
            peer.send(bytes);
            GoAway word = peer.farewell();

            assertThat(word == null).isEqualTo(refusal == Refusal.NOT_LIMPID);
        }
        assertThat(HOST.refusals(refusal)).isEqualTo(before + 1);
        assertStillServing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("afterTheGreeting")
    void framesThatAreWrongAreRefused(String what, byte[] bytes, Refusal refusal) throws Exception {
        long before = HOST.refusals(refusal);
        try (RawPeer peer = RawPeer.greeted(HOST)) {
            peer.send(bytes);

            assertThat(peer.farewell())
                    .isNotNull()
                    .satisfies(word -> assertThat(word.cause()).isEqualTo(GoAway.Cause.PROTOCOL))
                    .satisfies(word -> assertThat(word.detail()).isNotBlank());
        }
        assertThat(HOST.refusals(refusal)).isEqualTo(before + 1);
        assertStillServing();
    }

    @Test
    void aCallThatIsCutShortAtAnyByteIsNeverDelivered() throws Exception {
        byte[] greeting = bytesOf(new Greeting.Hello(1, 1, 0, RawPeer.CAPACITY));
        byte[] whole;
        try (RawPeer peer = RawPeer.silent(HOST)) {
            whole = join(greeting, peer.bytesOf(peer.callFrame(Party.HOLD, 3), (byte) 3, (byte) 1, (byte) 2));
        }
        long before = HOST.requests.get();

        for (int length = 0; length < whole.length; length++) {
            try (RawPeer peer = RawPeer.silent(HOST)) {
                peer.send(java.util.Arrays.copyOf(whole, length));
            }
        }

        assertStillServing();
        assertThat(HOST.requests.get()).isEqualTo(before + 1);
        assertThat(HOST.held).isEmpty();
    }

    @Test
    void aGreetingIsAnsweredWithWhatTheHostTakes() throws Exception {
        try (RawPeer peer = RawPeer.greeted(HOST)) {
            assertThat(peer.hostCapacity()).isEqualTo(RawPeer.CAPACITY);
        }
    }

    private static byte[] bytesOf(Frame frame) throws IOException {
        try (RawPeer peer = RawPeer.silent(HOST)) {
            return peer.bytesOf(frame);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    private static void assertStillServing() throws Exception {
        assertThat(CLIENT.add(HOST, 1, 2).get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(3L));
    }
}
