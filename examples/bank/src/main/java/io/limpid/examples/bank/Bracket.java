package io.limpid.examples.bank;

import io.limpid.examples.bank.Teller.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what callers were told with what a host that was killed had entered. Each entry, an account and a change, occurs in the
 * ledger once, so that it tells which call made it.
 *
 * @param calls how many calls there were
 * @param unknown how many of them ended unknown
 * @param ran how many of these had run
 * @param differences one sentence for each call that ran otherwise than its caller was told
 */
record Bracket(int calls, int unknown, int ran, List<String> differences) {
    Bracket {
        differences = List.copyOf(differences);
    }

    static Bracket of(Path tape, List<Path> endings) throws IOException {
        Map<String, Integer> entered = new HashMap<>();
        for (String entry : Files.readAllLines(tape)) {
            entered.merge(entry, 1, Integer::sum);
        }
        List<String> differences = new ArrayList<>();
        int calls = 0;
        int unknown = 0;
        int ran = 0;
        for (Path file : endings) {
            for (String line : Files.readAllLines(file)) {
                Ending ending = Ending.ofLine(line);
                Integer times = entered.remove(ending.entry());
                int count = times == null ? 0 : times;
                calls++;
                if (ending.kind() == Ending.Kind.UNKNOWN) {
                    unknown++;
                    ran += count;
                }
                if (!ending.allows(count)) {
                    differences.add(line + ", and was entered " + count + " times");
                }
            }
        }
        entered.keySet().forEach(entry -> differences.add(entry + " was entered, and nobody asked for it"));
        return new Bracket(calls, unknown, ran, differences);
    }

    boolean holds() {
        return differences.isEmpty();
    }
}
