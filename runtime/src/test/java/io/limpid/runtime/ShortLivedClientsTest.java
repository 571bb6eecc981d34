package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.completion.ClientLedgers.Ledger;
import io.limpid.runtime.completion.CompletionRecords;
import io.limpid.runtime.completion.CompletionRecords.Admission;
import io.limpid.runtime.completion.RecordKey;
import io.limpid.runtime.simulation.VirtualTime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Clients that come, call a few times and go, faster than a host can ask about in one question, for a long time. */
final class ShortLivedClientsTest {
    private static final int CLIENTS = 1_000_000;
    private static final int CALLS = 3;
    private static final int OBJECTS = 10;
    private static final int PER_SECOND = 200;

    /** So many have come when as many are known at once as ever will be. */
    private static final int WARMED_UP = PER_SECOND * 240;

    private static final Duration TERM = Duration.ofMinutes(5);

    private final VirtualTime time = new VirtualTime();
    private final FakeNaming naming = new FakeNaming();
    private final ClientLedgers ledgers = new ClientLedgers(ClientLedgers.Limits.DEFAULT);
    private final List<CompletionRecords<Integer, String>> objects = new ArrayList<>();
    private int mostClients;

    @Test
    void aTermAfterTheLastNothingIsLeftOfThem() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < OBJECTS; i++) {
            objects.add(new CompletionRecords<>(String::length, ledgers));
        }
        new ClientSweep(ledgers, naming, new Environment(time, time, new Random(seed), Runnable::run, () -> {}))
                .begin();
        comeAndGo(1, WARMED_UP, random);
        time.advance(TERM);
        naming.ended.clear();
        long before = usedBytes();

        comeAndGo(WARMED_UP + 1, CLIENTS, random);
        time.advance(TERM.multipliedBy(6).dividedBy(5));

        naming.ended.clear();
        long after = usedBytes();
        System.out.printf(
                "%d short-lived clients, %d calls: at most %d clients known at once, 0 left; heap %d KiB before, %d KiB after%n",
                CLIENTS, CLIENTS * CALLS, mostClients, before >> 10, after >> 10);
        assertThat(ledgers.clients()).isZero();
        assertThat(ledgers.calls()).isZero();
        assertThat(objects).allSatisfy(records -> assertThat(records.size()).isZero());
        // Two rounds of questions, and the one that is being asked.
        assertThat(mostClients).isLessThanOrEqualTo(3 * PER_SECOND * 60);
        // Other tests of this process leave things behind, too; a client left would weigh a kilobyte.
        assertThat(after).isLessThan(before * 105 / 100 + (8 << 20));
    }

    private void comeAndGo(int first, int last, Random random) {
        for (int client = first; client <= last; client++) {
            Ledger ledger = ledgers.of(new ClientKey(client, ""));
            CompletionRecords<Integer, String> records = objects.get(random.nextInt(OBJECTS));
            for (int call = 1; call <= CALLS; call++) {
                RecordKey key = new RecordKey(new ClientKey(client, ""), call);
                ledger.enters(records);
                assertThat(records.admit(key, call, ledger.prefix(), () -> ledger.hasRoom() ? 1 : null))
                        .isInstanceOf(Admission.Begun.class);
                records.complete(key, "done");
            }
            naming.ended.add((long) client);
            if (client % 10_000 == 0) {
                // What is measured is the host; the fake shall not remember for ever.
                naming.ended.removeIf(ledgers::isOver);
            }
            mostClients = Math.max(mostClients, ledgers.clients());
            time.advance(Duration.ofSeconds(1).dividedBy(PER_SECOND));
        }
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
