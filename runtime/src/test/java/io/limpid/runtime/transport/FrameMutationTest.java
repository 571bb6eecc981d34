package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Honest frames with some bytes changed, from a fixed seed: what every build tries, where Jazzer is not let loose. */
final class FrameMutationTest {
    private static final long SEED = 20_261_126;
    private static final int RUNS = 2_000;
    private static final HexFormat HEX = HexFormat.of();

    private static final List<byte[]> HONEST = Stream.of(
                    "00000014 01 4c4d5044 01 01 00 80808002 80808010 8002 8008",
                    "00000019 10 01 01 01 0161 0149 0000002a 03 01 07 09 08 01 c096b102 02 0102",
                    "00000005 18 01 00 01 54",
                    "00000009 18 01 03 01 02 6e6f 00 00",
                    "00000003 11 01 54",
                    "00000002 12 05",
                    "00000002 20 01",
                    "00000004 22 01 00 00",
                    "00000003 23 07 08",
                    "00000018 24 01 0161 0149 05 02 01 0162 093132372e302e302e31 cc3a 00")
            .map(text -> HEX.parseHex(text.replace(" ", "")))
            .toList();

    @Test
    void changedFramesAreDeliveredOrRefusedAndNothingElse() {
        Random random = new Random(SEED);
        for (int run = 0; run < RUNS; run++) {
            byte[] bytes = changed(random);
            assertThatCode(() -> FrameFuzzer.fuzzerTestOneInput(bytes))
                    .as("seed %s run %s: %s", SEED, run, HEX.formatHex(bytes))
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] changed(Random random) {
        byte[] bytes = two(any(random), any(random));
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) 0xFF;
                default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
            }
        }
        return bytes;
    }

    private static byte[] any(Random random) {
        return HONEST.get(random.nextInt(HONEST.size()));
    }

    private static byte[] two(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
