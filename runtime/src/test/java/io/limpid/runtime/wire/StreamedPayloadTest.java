package io.limpid.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.wire.Samples.Node;
import io.limpid.runtime.wire.Samples.NodeCodec;
import io.limpid.runtime.wire.Samples.Pair;
import io.limpid.runtime.wire.Samples.PairCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@link Payloads} and {@link PayloadFuzzer} do not compare with the form that is held anyway. */
final class StreamedPayloadTest {
    private static final Codec<Pair<List<Object>, Node>> CODEC =
            new PairCodec<>(Codecs.listOf(PayloadFuzzer.ANY), NodeCodec.INSTANCE);

    @Test
    void valuesOfAnySizeCrossWindowsOfAnySize() throws IOException {
        long seed = 20_261_126;
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            Pair<List<Object>, Node> value = new Pair<>(things(random), tree(random));
            byte[] held = Payloads.write(CODEC, value);
            int window = 9 + random.nextInt(300);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new StreamedPayload(writer -> CODEC.write(writer, value), Limits.DEFAULT, new Payloads.Names(), window)
                    .writeTo(out);

            PayloadReader in = StreamedPayload.reader(
                    new ByteArrayInputStream(held), held.length, Limits.DEFAULT, new Payloads.Names(), window);
            Pair<List<Object>, Node> copy = CODEC.read(in);
            in.end();

            assertThat(out.toByteArray())
                    .as("seed %d, run %d, window %d", seed, run, window)
                    .isEqualTo(held);
            assertThat(Payloads.write(CODEC, copy))
                    .as("seed %d, run %d, window %d", seed, run, window)
                    .isEqualTo(held);
        }
    }

    private static List<Object> things(Random random) {
        List<Object> things = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            int size = random.nextInt(3) == 0 ? random.nextInt(3_000) : random.nextInt(20);
            things.add(
                    switch (random.nextInt(5)) {
                        case 0 -> new byte[size];
                        case 1 -> random.longs(size).toArray();
                        case 2 -> "a".repeat(size);
                        case 3 -> "\u00e9\ud83d\ude00x".repeat(size);
                        default -> things.isEmpty() ? random.nextLong() : things.get(0);
                    });
        }
        return things;
    }

    private static Node tree(Random random) {
        List<Node> all = new ArrayList<>(List.of(new Node("root")));
        for (int i = random.nextInt(30); i > 0; i--) {
            Node child = new Node("n".repeat(random.nextInt(40)));
            all.get(random.nextInt(all.size())).add(child);
            if (all.size() < 10) {
                all.add(child);
            }
        }
        return all.get(0);
    }

    @Test
    void nothingBehindItIsRead() throws IOException {
        byte[] payload = Payloads.write(Codecs.BYTES, new byte[1_000]);
        InputStream in = new ByteArrayInputStream(Arrays.copyOf(payload, payload.length + 7));

        byte[] read =
                StreamedPayload.read(in, payload.length, Limits.DEFAULT, new Payloads.Names(), Codecs.BYTES::read);

        assertThat(read).hasSize(1_000);
        assertThat(in.available()).isEqualTo(7);
    }

    @Test
    void whatTheStreamThrowsComesOut() {
        byte[] payload = Payloads.write(Codecs.STRING, "a".repeat(100_000));
        InputStream cut = new ByteArrayInputStream(payload, 0, 70_000);
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("full");
            }
        };

        assertThatThrownBy(() -> StreamedPayload.read(
                        cut, payload.length, Limits.DEFAULT, new Payloads.Names(), Codecs.STRING::read))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new StreamedPayload(
                                out -> Codecs.BYTES.write(out, payload), Limits.DEFAULT, new Payloads.Names())
                        .writeTo(full))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    @Test
    void whatChangesBetweenCountingAndWritingIsNoticed() {
        AtomicInteger children = new AtomicInteger();

        StreamedPayload payload = new StreamedPayload(
                out -> {
                    Node root = new Node("root");
                    for (int i = children.incrementAndGet(); i > 0; i--) {
                        root.add(new Node("child"));
                    }
                    NodeCodec.INSTANCE.write(out, root);
                },
                Limits.DEFAULT,
                new Payloads.Names());

        assertThatThrownBy(() -> payload.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("changed while it was written");
    }

    @Test
    void theLimitOfItsLengthHoldsWithoutHoldingIt() {
        Limits small = Limits.DEFAULT.with(Limit.MESSAGE_BYTES, 100_000);

        assertThatThrownBy(() -> new StreamedPayload(
                        out -> Codecs.BYTES.write(out, new byte[100_000]), small, new Payloads.Names()))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("the limit MESSAGE_BYTES");
    }
}
