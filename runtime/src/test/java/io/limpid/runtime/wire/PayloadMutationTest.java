package io.limpid.runtime.wire;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Honest payloads with some bytes changed, from a fixed seed. */
final class PayloadMutationTest {
    private static final long SEED = 20_250_101;
    private static final int RUNS = 60_000;

    private static List<byte[]> honest() {
        Samples.Node root = new Samples.Node("root");
        root.add(new Samples.Node("child"));
        PayloadWriter thrown = Payloads.writer();
        ThrownTypes.of(WireType.of("java.io.IOException", IOException.class, Codecs.throwable(IOException.class)))
                .write(thrown, new IOException("m", new IllegalStateException("cause")));
        List<byte[]> payloads = new ArrayList<>();
        payloads.add(of(0, Payloads.write(Medley.MedleyCodec.INSTANCE, HostilePayloadTest.medley())));
        payloads.add(of(1, Payloads.write(PayloadFuzzer.ANY, List.of(1, "a", Set.of(2L), new int[] {3}, List.of()))));
        payloads.add(of(2, Payloads.write(Samples.NodeCodec.INSTANCE, root)));
        payloads.add(of(
                3,
                Payloads.write(Samples.TagCodec.INSTANCE, new Samples.Tag("t", Set.of(new Samples.Tag("u", null))))));
        payloads.add(
                of(4, Payloads.write(Samples.ShapeCodec.INSTANCE, new Samples.Group(List.of(new Samples.Circle(1))))));
        payloads.add(of(6, thrown.toBytes()));
        return payloads;
    }

    private static byte[] of(int codec, byte[] payload) {
        byte[] bytes = new byte[payload.length + 1];
        bytes[0] = (byte) codec;
        System.arraycopy(payload, 0, bytes, 1, payload.length);
        return bytes;
    }

    @Test
    void changedBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(SEED);
        List<byte[]> honest = honest();
        for (int run = 0; run < RUNS; run++) {
            byte[] bytes = mutate(honest.get(random.nextInt(honest.size())), random);
            assertThatCode(() -> PayloadFuzzer.fuzzerTestOneInput(bytes))
                    .as("seed %s run %s: %s", SEED, run, bytes.length < 300 ? Payloads.hex(bytes) : "long")
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] mutate(byte[] source, Random random) {
        byte[] bytes = source.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = 1 + random.nextInt(bytes.length - 1);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextInt(24) - 4);
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(2, at));
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(8));
                    System.arraycopy(bytes, at, longer, longer.length - (bytes.length - at), bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }
}
