package io.limpid.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of docs/wire.md are what this build writes and reads; no prefix of them is. */
final class FrameExamplesTest {
    private static final InvocationId ID = new InvocationId(7, 9);

    private static Map<String, Frame> examples() {
        Map<String, Frame> examples = new LinkedHashMap<>();
        examples.put(
                "00000014 01 4c4d5044 01 01 01 80808002 80808010 8002 8008",
                new Greeting.Hello(
                        1, 1, FrameFormat.HINTS_FEATURE, new Greeting.Capacity(4 << 20, 32 << 20, 256, 1024)));
        examples.put(
                "00000019 10 01 01 01 0161 0149 0000002a 03 01 07 09 08 01 c096b102 02 0102",
                new CallFrame(
                        1,
                        new CallFrame.Target(1, new ObjectName("a"), new InterfaceId("I")),
                        42,
                        new Standing(3, 2),
                        new CallFrame.Identity(ID, 8, 1, ID),
                        5_000_000,
                        2));
        examples.put("00000005 18 01 00 01 54", new ReplyFrame(1, new ReplyFrame.Returned(1)));
        examples.put(
                "00000009 18 01 03 01 02 6e6f 00 00",
                new ReplyFrame(1, new ReplyFrame.NotExecuted(Reason.NOT_FOUND, "no", 0, null)));
        examples.put("00000002 12 05", new Frame.Cancel(5));
        examples.put("00000002 13 05", new Frame.Tie(5));
        examples.put("00000003 1a 05 01", new Frame.Progress(5, true));
        examples.put("00000002 20 01", new Frame.Ping(1));
        examples.put("00000004 22 01 00 00", new GoAway(1, GoAway.Cause.CLOSING, ""));
        examples.put("00000003 23 07 08", new Frame.Ack(7, 8));
        examples.put(
                "00000018 24 01 0161 0149 05 02 01 0162 093132372e302e302e31 cc3a 00",
                new Hints(List.of(new Binding(
                        new ObjectName("a"),
                        new InterfaceId("I"),
                        5,
                        2,
                        List.of(new Replica("b", new Endpoint("127.0.0.1", 7500), Replica.Role.PRIMARY))))));
        return examples;
    }

    @Test
    void theDocumentShowsTheBytesThatAreWritten() throws IOException {
        String document = Files.readString(Path.of("../docs/wire.md"));

        examples().forEach((text, frame) -> {
            byte[] bytes = bytes(text);
            int payload = payloadOf(frame);
            FrameWriter writer = new FrameWriter();
            writer.write(frame, payload);
            assertThat(document).contains("`" + text + "`");
            assertThat(writer.toByteArray()).startsWith(java.util.Arrays.copyOf(bytes, bytes.length - payload));
            assertThat(writer.size()).isEqualTo(bytes.length - payload);
        });
    }

    @Test
    void whatIsWrittenIsReadAndNoPrefixOfItIs() {
        examples().forEach((text, frame) -> {
            byte[] bytes = bytes(text);
            int header = bytes.length - payloadOf(frame);
            assertThat(Frame.read(bytes[4], new FrameReader().over(bytes, 5, header - 5)))
                    .isEqualTo(frame);
            for (int end = 5; end < header; end++) {
                int cut = end - 5;
                assertThatThrownBy(() -> Frame.read(bytes[4], new FrameReader().over(bytes, 5, cut)))
                        .isInstanceOf(FrameException.class);
            }
        });
    }

    @Test
    void aNumberHasOneSpelling() {
        byte[] needless = bytes("8500");
        byte[] tooLong = bytes("ffffffffffffffffff02");

        assertThatThrownBy(() -> Frame.read(0x12, new FrameReader().over(needless, 0, 2)))
                .hasMessageContaining("needless");
        assertThatThrownBy(() -> Frame.read(0x12, new FrameReader().over(tooLong, 0, 10)))
                .hasMessageContaining("64 bits");
    }

    private static int payloadOf(Frame frame) {
        if (frame instanceof CallFrame call) {
            return (int) call.payloadBytes();
        }
        return frame instanceof ReplyFrame reply ? (int) reply.payloadBytes() : 0;
    }

    private static byte[] bytes(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
