package io.limpid.runtime;

import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.ClientOwner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks naming whose the client ids are that a host has met for the first time, many at once and one question at a time, so that no call
 * waits for it. See "Whose a client id is" in DESIGN.md. Thread-safe.
 */
final class ClientOwners {
    private static final Logger LOG = LoggerFactory.getLogger(ClientOwners.class);

    /** Clients that begin together are asked about together. */
    static final Duration SOON = Duration.ofMillis(20);

    /** When naming did not answer. */
    static final Duration LATER = Duration.ofSeconds(2);

    /** What naming answers at once. */
    private static final int MOST = 1_000;

    private final ClientLedgers ledgers;
    private final Naming naming;
    private final Environment environment;

    /** Whether a question is under way or about to be asked. */
    private final AtomicBoolean asking = new AtomicBoolean();

    ClientOwners(ClientLedgers ledgers, Naming naming, Environment environment) {
        this.ledgers = ledgers;
        this.naming = naming;
        this.environment = environment;
    }

    /** Begins; ends with the environment. */
    void begin() {
        ledgers.askBy(this::wanted);
    }

    private void wanted() {
        if (asking.compareAndSet(false, true)) {
            askIn(SOON);
        }
    }

    private void askIn(Duration wait) {
        environment.scheduler().schedule(wait, this::ask);
    }

    private void ask() {
        List<Long> clientIds = ledgers.unasked(MOST);
        var unused =
                naming.clientOwners(clientIds).whenComplete((owners, failure) -> answered(clientIds, owners, failure));
    }

    private void answered(List<Long> clientIds, @Nullable List<ClientOwner> owners, @Nullable Throwable failure) {
        if (owners == null) {
            LOG.debug("naming could not be asked whose client ids are", failure);
            askIn(LATER);
            return;
        }
        ledgers.end(owners.stream()
                .filter(ClientOwner::isOver)
                .map(ClientOwner::clientId)
                .toList());
        ledgers.belong(owners.stream()
                .filter(owner -> !owner.isOver())
                .map(owner -> new ClientKey(owner.clientId(), owner.principal()))
                .toList());
        ledgers.asked(clientIds);
        asking.set(false);
        // Whoever claimed one meanwhile has found that a question was under way.
        if (!ledgers.unasked(1).isEmpty()) {
            wanted();
        }
    }
}
