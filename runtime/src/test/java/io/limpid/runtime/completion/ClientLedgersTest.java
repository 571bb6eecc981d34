package io.limpid.runtime.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.completion.ClientLedgers.Ledger;
import io.limpid.runtime.completion.CompletionRecords.Admission;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whose a client id is: the first one's where nobody can be asked, else whose naming says; and until then nobody meets what another left. */
final class ClientLedgersTest {
    private static final ClientKey ALICE = new ClientKey(7, "alice");
    private static final ClientKey MALLORY = new ClientKey(7, "mallory");

    private final ClientLedgers ledgers = new ClientLedgers(new ClientLedgers.Limits(10, 100, 1_000, 100, 1_000));
    private final CompletionRecords<String, String> records = new CompletionRecords<>(String::length, ledgers);
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void whereNobodyCanBeAskedTheFirstOwnsIt() {
        ledgers.of(ALICE);

        assertThat(ledgers.isAnothers(7, "mallory")).isTrue();
        assertThat(ledgers.of(MALLORY).belongsTo("mallory")).isFalse();
        assertThat(ledgers.unasked(10)).isEmpty();
    }

    @Test
    void aThiefWhoIsFirstMeetsNothingOfTheOwnersAndLosesTheId() {
        ledgers.askBy(questions::incrementAndGet);
        run(MALLORY, 1, "stolen");

        assertThat(admit(ALICE, 1)).isInstanceOf(Admission.Begun.class);
        records.complete(new RecordKey(ALICE, 1), "earned");
        ledgers.acknowledged(MALLORY, 100);
        assertThat(admit(ALICE, 1)).isEqualTo(new Admission.Answered<>("earned"));
        assertThat(admit(MALLORY, 200)).isInstanceOf(Admission.Begun.class);

        ledgers.belong(List.of(ALICE));

        assertThat(ledgers.isAnothers(7, "mallory")).isTrue();
        assertThat(ledgers.isAnothers(7, "alice")).isFalse();
        assertThat(ledgers.of(MALLORY).belongsTo("mallory")).isFalse();
        assertThat(admit(ALICE, 1)).isEqualTo(new Admission.Answered<>("earned"));
        assertThat(records.knows(MALLORY)).isFalse();
        assertThat(ledgers.calls()).isEqualTo(1);
    }

    @Test
    void whoIsOnlyAttendedToIsAskedAboutAndCountsAsSilent() {
        ledgers.askBy(questions::incrementAndGet);
        ledgers.attend(ALICE);
        ledgers.belong(List.of(ALICE));
        assertThat(questions).hasValue(1);
        ledgers.silent();

        ledgers.attend(ALICE);
        assertThat(ledgers.silent()).containsExactly(7L);

        ledgers.of(ALICE);
        assertThat(ledgers.silent()).isEmpty();
    }

    @Test
    void theOwnerIsKnownEvenIfItHasNotCalledHere() {
        ledgers.askBy(questions::incrementAndGet);
        Ledger thiefs = run(MALLORY, 1, "stolen");

        ledgers.belong(List.of(ALICE));

        assertThat(thiefs.isDropped()).isTrue();
        assertThat(ledgers.of(MALLORY).belongsTo("mallory")).isFalse();
        assertThat(ledgers.of(ALICE).belongsTo("alice")).isTrue();
        assertThat(ledgers.clients()).isEqualTo(1);
    }

    @Test
    void whatTheOwnerHasAcknowledgedStaysSoWhenNamingConfirmsIt() {
        ledgers.askBy(questions::incrementAndGet);
        run(ALICE, 1, "done");
        ledgers.acknowledged(ALICE, 2);

        ledgers.belong(List.of(ALICE));

        assertThat(admit(ALICE, 1)).isEqualTo(new Admission.Stale<>());
    }

    @Test
    void eachIdIsAskedAboutOnce() {
        ledgers.askBy(questions::incrementAndGet);
        ledgers.of(ALICE);
        ledgers.of(ALICE);
        ledgers.of(new ClientKey(8, "bob"));
        assertThat(ledgers.unasked(10)).containsExactly(7L, 8L);

        ledgers.asked(List.of(7L, 8L));
        ledgers.belong(List.of(ALICE));
        ledgers.of(ALICE);

        assertThat(ledgers.unasked(10)).isEmpty();
        assertThat(questions).hasValue(2);
    }

    @Test
    void whoClaimsAnIdThatIsOverLosesItToo() {
        ledgers.askBy(questions::incrementAndGet);
        Ledger alices = run(ALICE, 1, "done");
        Ledger thiefs = run(MALLORY, 1, "stolen");

        ledgers.end(Set.of(7L));

        assertThat(alices.isDropped()).isTrue();
        assertThat(thiefs.isDropped()).isTrue();
        assertThat(ledgers.calls()).isZero();
        assertThat(ledgers.clients()).isZero();
    }

    @Test
    void whoMakesIdsUpLeavesHalfOfTheRoomToOthers() {
        ledgers.askBy(questions::incrementAndGet);
        for (long id = 101; id <= 1_100; id++) {
            ledgers.of(new ClientKey(id, "mallory"));
        }
        assertThat(ledgers.clients()).isEqualTo(5);

        assertThat(ledgers.of(ALICE)).isNotNull();
        ledgers.end(Set.of(101L));
        ledgers.belong(List.of(new ClientKey(102, "alice")));
        assertThat(ledgers.of(new ClientKey(2_001, "mallory"))).isNotNull();
        assertThat(ledgers.of(new ClientKey(2_002, "mallory"))).isNotNull();
        assertThat(ledgers.of(new ClientKey(2_003, "mallory"))).isNull();
    }

    private Ledger run(ClientKey client, long sequence, String answer) {
        assertThat(admit(client, sequence)).isInstanceOf(Admission.Begun.class);
        records.complete(new RecordKey(client, sequence), answer);
        return ledgers.of(client);
    }

    private Admission<String, String> admit(ClientKey client, long sequence) {
        Ledger ledger = ledgers.of(client);
        ledger.enters(records);
        return records.admit(new RecordKey(client, sequence), 0, ledger.prefix(), client::principal);
    }
}
