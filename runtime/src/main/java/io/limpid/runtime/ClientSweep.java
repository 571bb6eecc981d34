package io.limpid.runtime;

import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.location.Naming;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks naming now and then whether clients that have been silent are over, and drops what is kept for those that are. Nothing is dropped
 * on any other word: a client that cannot be heard may still come back with a call that has run.
 */
final class ClientSweep {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSweep.class);

    /** A client is asked about when it did not call for one to two of these. */
    static final Duration BETWEEN = Duration.ofSeconds(60);

    /** What naming answers at once. */
    private static final int MOST = 1_000;

    private final ClientLedgers ledgers;
    private final Naming naming;
    private final Environment environment;

    ClientSweep(ClientLedgers ledgers, Naming naming, Environment environment) {
        this.ledgers = ledgers;
        this.naming = naming;
        this.environment = environment;
    }

    /** Begins; ends with the environment. */
    void begin() {
        environment.scheduler().schedule(BETWEEN, this::sweep);
    }

    private void sweep() {
        ask(List.copyOf(ledgers.silent()), 0);
    }

    /**
     * Asks about all from one on, a page at a time: clients may come and go faster than a page in each round, and whoever stays behind is
     * kept.
     */
    private void ask(List<Long> silent, int from) {
        if (from >= silent.size()) {
            begin();
            return;
        }
        int to = Math.min(silent.size(), from + MOST);
        var unused = naming.endedClients(silent.subList(from, to)).whenComplete((ended, failure) -> {
            if (failure != null) {
                LOG.debug("naming could not be asked which clients are over", failure);
                begin();
            } else {
                ledgers.end(ended);
                ask(silent, to);
            }
        });
    }
}
