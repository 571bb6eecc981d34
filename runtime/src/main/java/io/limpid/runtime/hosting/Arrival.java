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
     * Announces it.
     *
     * @throws IllegalArgumentException if the name is in use here
     */
    public static Arrival announce(Hosting hosting, ObjectName name, RemoteType<?> type, Object object) {
        return new Arrival(hosting, hosting.table().announce(name, type, object));
    }

    /** Takes over what the other host knew of calls that are to run exactly once; of clients that are over, nothing. */
    public void adopt(List<ClientRecord<Answer>> coming) {
        ClientLedgers ledgers = hosting.ledgers();
        CompletionRecords<HostedCall, Answer> records = export.records(ledgers);
        for (ClientRecord<Answer> each : coming) {
            Ledger ledger = ledgers.isOver(each.client().clientId()) ? null : ledgers.of(each.client());
            if (ledger != null) {
                ledger.enters(records);
                records.adopt(each);
            }
        }
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
