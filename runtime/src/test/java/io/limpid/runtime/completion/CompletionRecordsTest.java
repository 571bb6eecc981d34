package io.limpid.runtime.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.completion.ClientLedgers.Ledger;
import io.limpid.runtime.completion.CompletionRecords.Admission;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an object knows of its calls, after RAMCloud's tests of the same rule. A run is a number, an answer a word. */
final class CompletionRecordsTest {
    private final ClientLedgers ledgers = new ClientLedgers(new ClientLedgers.Limits(10, 1_000, 10_000, 2_000, 20_000));
    private final CompletionRecords<Integer, String> records = new CompletionRecords<>(String::length, ledgers);
    private final Ledger ledger = ledgers.of(new ClientKey(7, "alice"));
    private int runs;

    @Test
    void aNewCallBegins() {
        assertThat(admit(1, 0)).isEqualTo(new Admission.Begun<>(1));
    }

    @Test
    void aCallThatRunsIsItself() {
        admit(1, 0);

        assertThat(admit(1, 0)).isEqualTo(new Admission.Running<>(1));
        assertThat(runs).isEqualTo(1);
    }

    @Test
    void aCallThatHasRunGetsItsAnswerAgain() {
        admit(1, 0);
        records.complete(id(1), "done");

        assertThat(admit(1, 0)).isEqualTo(new Admission.Answered<>("done"));
        assertThat(admit(1, 1)).isEqualTo(new Admission.Answered<>("done"));
    }

    @Test
    void callsMayComeOutOfOrder() {
        admit(3, 0);
        records.complete(id(3), "three");

        assertThat(admit(1, 0)).isInstanceOf(Admission.Begun.class);
        assertThat(admit(2, 0)).isInstanceOf(Admission.Begun.class);
        assertThat(admit(3, 0)).isEqualTo(new Admission.Answered<>("three"));
    }

    @Test
    void whatWasAcknowledgedIsStaleAndNeverRuns() {
        for (long call = 1; call <= 10_000; call++) {
            admit(call, call);
            records.complete(id(call), "done");
        }
        int before = runs;

        for (long call = 1; call < 10_000; call++) {
            assertThat(admit(call, 0)).isEqualTo(new Admission.Stale<>());
        }
        assertThat(runs).isEqualTo(before);
        assertThat(records.size()).isEqualTo(1);
    }

    @Test
    void aCallThatRunsAlthoughItsClientHasGivenItUpDoesNotHoldUpWhatIsBehindIt() {
        admit(1, 0);
        admit(2, 0);
        records.complete(id(2), "two");
        admit(3, 0);

        admit(4, 4);

        assertThat(records.size()).isEqualTo(3);
        records.complete(id(1), "one");
        records.complete(id(3), "three");
        assertThat(records.size()).isEqualTo(1);
    }

    @Test
    void whatWasAcknowledgedForAllObjectsIsStaleEvenWhereNothingIsLeftOfIt() {
        admit(1, 0);
        records.complete(id(1), "done");

        ledgers.acknowledged(new ClientKey(7, "alice"), 2);

        assertThat(records.size()).isZero();
        assertThat(records.knows(new ClientKey(7, "alice"))).isFalse();
        assertThat(admit(1, 0)).isEqualTo(new Admission.Stale<>());
    }

    @Test
    void anAcknowledgementOfSomebodyElseIsNoHeed() {
        admit(1, 0);
        records.complete(id(1), "done");

        ledgers.acknowledged(new ClientKey(7, "mallory"), 1_000);

        assertThat(admit(1, 0)).isEqualTo(new Admission.Answered<>("done"));
        assertThat(ledgers.of(new ClientKey(7, "mallory")).belongsTo("mallory")).isFalse();
    }

    @Test
    void aCallThatWasTurnedAwayMayComeAgain() {
        admit(1, 0);
        records.withdraw(id(1));

        assertThat(admit(1, 0)).isEqualTo(new Admission.Begun<>(2));
    }

    @Test
    void aCallGivenUpWhileItRunsLeavesNothing() {
        admit(1, 0);
        ledgers.acknowledged(new ClientKey(7, "alice"), 2);
        assertThat(records.size()).isEqualTo(1);

        records.complete(id(1), "too late");

        assertThat(records.size()).isZero();
        assertThat(ledgers.calls()).isZero();
        assertThat(admit(1, 0)).isEqualTo(new Admission.Stale<>());
    }

    @Test
    void moreThanAWindowWithoutAnAcknowledgementIsRefused() {
        for (long call = 1; call <= CompletionRecords.WINDOW; call++) {
            assertThat(admit(call, 1)).isInstanceOf(Admission.Begun.class);
            records.complete(id(call), "");
        }
        int before = runs;

        assertThat(admit(CompletionRecords.WINDOW + 1, 1)).isEqualTo(new Admission.Full<>());
        assertThat(runs).isEqualTo(before);
        assertThat(admit(CompletionRecords.WINDOW + 1, 2)).isInstanceOf(Admission.Begun.class);
    }

    @Test
    void anAcknowledgementFarAheadCostsNoMoreThanWhatItFrees() {
        admit(1, 0);
        records.complete(id(1), "done");

        assertThat(admit(Long.MAX_VALUE, Long.MAX_VALUE)).isInstanceOf(Admission.Begun.class);
        assertThat(records.size()).isEqualTo(1);
    }

    @Test
    void answersThatTakeTooMuchRoomRefuseFurtherCallsAndAreKept() {
        admit(1, 0);
        records.complete(id(1), "x".repeat(10_000));

        assertThat(admit(2, 0)).isEqualTo(new Admission.Full<>());
        assertThat(admit(1, 0)).isInstanceOf(Admission.Answered.class);
        ledgers.acknowledged(new ClientKey(7, "alice"), 2);
        assertThat(admit(2, 0)).isInstanceOf(Admission.Begun.class);
    }

    @Test
    void aClientThatIsOverLeavesNothing() {
        for (long call = 1; call <= 100; call++) {
            admit(call, 1);
            records.complete(id(call), "done");
        }

        ledgers.end(Set.of(7L));

        assertThat(records.size()).isZero();
        assertThat(ledgers.calls()).isZero();
        assertThat(ledgers.isOver(7)).isTrue();
        assertThat(ledgers.isOver(8)).isFalse();
    }

    @Test
    void whoHasNotCalledSinceTheLastLookIsSilent() {
        assertThat(ledgers.silent()).isEmpty();
        assertThat(ledgers.silent()).containsExactly(7L);
        ledgers.of(new ClientKey(7, "alice"));
        assertThat(ledgers.silent()).isEmpty();
    }

    @Test
    void anObjectThatIsGoneTakesItsRecordsWithIt() {
        admit(1, 0);
        records.complete(id(1), "done");

        records.close();

        assertThat(ledgers.calls()).isZero();
    }

    @Test
    void thereIsRoomForSoManyClients() {
        for (long client = 1; client <= 10; client++) {
            ledgers.of(new ClientKey(client, ""));
        }

        assertThat(ledgers.of(new ClientKey(11, ""))).isNull();
        assertThat(ledgers.of(new ClientKey(7, "alice"))).isNotNull();
    }

    private Admission<Integer, String> admit(long sequence, long acknowledged) {
        ledger.enters(records);
        return records.admit(
                id(sequence), acknowledged, ledger.prefix(), () -> ledger.hasRoom() ? Integer.valueOf(++runs) : null);
    }

    private static RecordKey id(long sequence) {
        return new RecordKey(new ClientKey(7, "alice"), sequence);
    }
}
