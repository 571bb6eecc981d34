package io.limpid.examples.bank;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The last act: a host dies in the middle of its work, with the only copy of its accounts. */
final class KilledHost {
    private static final int TELLERS = 2;
    private static final int ACCOUNTS = 20;
    private static final int TRANSFERS = 50_000;

    /** After so many entries the host dies; far fewer than the ledger has, so that callers are in the midst of it. */
    private static final int ENTRIES_BEFORE_DEATH = 3_000;

    /** How long callers go on trying, in milliseconds. */
    private static final int PATIENCE = 3_000;

    private final Stage stage;
    private final long seed;

    KilledHost(Stage stage, long seed) {
        this.stage = stage;
        this.seed = seed;
    }

    Bracket play() throws IOException {
        Path ledger = stage.write(
                "last-ledger", Ledger.generate(seed, ACCOUNTS, TRANSFERS).distinct("last-"));
        Path tape = stage.path("tape");
        ChildProcess host = stage.host(
                "host 2",
                ledger,
                0,
                1,
                List.of(
                        "--name",
                        "killed-host",
                        "--tape",
                        tape.toString(),
                        "--busy-at",
                        Integer.toString(ENTRIES_BEFORE_DEATH)));
        List<ChildProcess> tellers = new ArrayList<>();
        List<Path> endings = new ArrayList<>();
        for (int i = 0; i < TELLERS; i++) {
            Path file = stage.path("endings-" + i);
            endings.add(file);
            tellers.add(stage.teller(
                    ledger,
                    i,
                    TELLERS,
                    List.of("--endings", file.toString(), "--timeout", Integer.toString(PATIENCE))));
        }
        host.awaitLine(Tape.BUSY);
        host.kill();
        stage.say("host 2 is killed in the midst of its calls");
        for (ChildProcess teller : tellers) {
            teller.awaitLine(Tally.LINE);
        }
        return Bracket.of(tape, endings);
    }
}
