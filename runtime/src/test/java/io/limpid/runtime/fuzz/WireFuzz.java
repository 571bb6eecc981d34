package io.limpid.runtime.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.limpid.runtime.transport.FrameFuzzer;
import io.limpid.runtime.wire.PayloadFuzzer;
import java.util.Arrays;

/** Jazzer's way in: the first byte chooses between frames and payloads. Without Jazzer's leave to fuzz it only tries the empty input. */
final class WireFuzz {
    @FuzzTest(maxDuration = "15s")
    void anyBytesAreReadOrRefused(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        if ((input[0] & 1) == 0) {
            FrameFuzzer.fuzzerTestOneInput(rest);
        } else {
            PayloadFuzzer.fuzzerTestOneInput(rest);
        }
    }
}
