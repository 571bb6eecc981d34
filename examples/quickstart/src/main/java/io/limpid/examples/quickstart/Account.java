package io.limpid.examples.quickstart;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import java.time.YearMonth;
import java.util.concurrent.CompletionStage;

/** A savings account, wherever it lives. */
// snippet: interface
@Remote
public interface Account {
    long deposit(long cents) throws AccountClosedException; // exactly once, the default

    @ReadOnly
    Balance balance(); // may be repeated, hedged, served by a copy

    @Idempotent
    void rename(String owner); // may be repeated

    @ReadOnly
    CompletionStage<Statement> statement(YearMonth month); // asynchronous
}
// end
