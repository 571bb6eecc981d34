package io.limpid.runtime.hosting;

import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.completion.ClientLedgers.Ledger;
import io.limpid.runtime.completion.CompletionRecords;
import io.limpid.runtime.completion.CompletionRecords.ClientRecord;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.transport.Answer;
import java.util.List;

/**
 * An object that has come from another host. It is ANNOUNCED, so that calls which come too early wait; then OPEN, or GONE again. For one
 * thread at a time.
 */
public final class Arrival {
    private final Hosting hosting;
    private final Export export;

    private Arrival(Hosting hosting, Export export) {
        this.hosting = hosting;
        this.export = export;
    }

    /**
     * Announces it, with what the other host knew of calls that are to run exactly once; of clients that are over, with nothing.
     *
     * @throws IllegalArgumentException if the name is in use here
     * @throws IllegalStateException if there is no room for a client of whose calls something is known
     */
    public static Arrival announce(
            Hosting hosting, ObjectName name, RemoteType<?> type, Object object, List<ClientRecord<Answer>> coming) {
        CompletionRecords<HostedCall, Answer> records = new CompletionRecords<>(Answer::bytes, hosting.ledgers());
        try {
            coming.forEach(each -> adopt(each, records, hosting.ledgers()));
            // Only now: who finds the object must find its records.
            return new Arrival(hosting, hosting.table().announce(name, type, object, records));
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private static void adopt(
            ClientRecord<Answer> coming, CompletionRecords<HostedCall, Answer> records, ClientLedgers ledgers) {
        if (ledgers.isOver(coming.client().clientId())) {
            return;
        }
        Ledger ledger = ledgers.of(coming.client());
        if (ledger == null) {
            throw new IllegalStateException("there is no room for what is known of calls of client "
                    + coming.client().clientId() + " (host builder: records)");
        }
        if (!ledger.belongsTo(coming.client().principal())) {
            return;
        }
        ledger.enters(records);
        records.adopt(coming);
        // It may have been dropped before anything had entered.
        if (ledger.isDropped()) {
            records.forget(coming.client());
        }
    }

    /** It was called so often where it comes from. */
    public void wasCalled(double callsPerSecond) {
        export.wasCalled(callsPerSecond);
    }

    /** Lets calls in. */
    public void open(Binding as) {
        export.becomeCurrent(as);
    }

    /** It does not come after all: calls that waited ask naming where it is. */
    public void turnBack() {
        hosting.withdraw(export);
    }
}
