package io.limpid.runtime.hosting;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.ClientLedgers.Ledger;
import io.limpid.runtime.completion.CompletionRecords;
import io.limpid.runtime.completion.CompletionRecords.Admission;
import io.limpid.runtime.completion.RecordKey;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.hosting.HostedCall.Callee;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Connection;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler.Responder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in the calls that are to run exactly once: by the records of their object each is new, runs, is answered, or is stale. Before
 * anything is kept for a client it is looked at whether its id may be used by whoever calls. Thread-safe.
 */
final class Admissions {
    private static final Logger LOG = LoggerFactory.getLogger(Admissions.class);

    private final Hosting hosting;

    Admissions(Hosting hosting) {
        this.hosting = hosting;
    }

    /** Tells why nobody of good will makes such a call; null for one like any other. Before anything is looked up or kept for it. */
    @Nullable
    NotExecuted offence(Request request) {
        long clientId = request.id().clientId();
        if (clientId == 0) {
            return null;
        }
        if (!RecordKey.isPossible(clientId, request.id().sequence())) {
            return new NotExecuted(Reason.BAD_REQUEST, "no client comes to number a call " + request.id());
        }
        return hosting.ledgers().isAnothers(clientId, request.connection().principal())
                ? HostRefusals.anothers(clientId)
                : null;
    }

    /** A call that comes again is answered from its record, before it takes any room. */
    void admit(Request request, Responder responder, Callee callee) {
        ClientKey client = clientKeyOf(request);
        Ledger ledger = ledgerOf(client, request, responder);
        if (ledger == null) {
            return;
        }
        hosting.failpoints().reached(Point.CALL_LEASE_CHECKED);
        CompletionRecords<HostedCall, Answer> records = callee.export().records(hosting.ledgers());
        ledger.enters(records);
        RecordKey id = new RecordKey(client, request.id().sequence());
        Admission<HostedCall, Answer> admission = records.admit(
                id,
                request.acknowledged(),
                ledger.prefix(),
                () -> ledger.hasRoom()
                        ? new HostedCall(
                                hosting,
                                request,
                                Callers.recorded(responder, hosting.failpoints(), records, id),
                                callee)
                        : null);
        if (admission instanceof Admission.Begun<HostedCall, Answer> begun) {
            // Only now: its record may have been dropped since the first look.
            if (ledger.isDropped()) {
                NotExecuted offence = offence(request);
                begun.run().refuse(offence == null ? HostRefusals.over(request) : offence);
            } else {
                arriveOnce(begun.run(), request);
            }
        } else if (admission instanceof Admission.Running<HostedCall, Answer> running) {
            running.run().join(request, responder);
        } else if (admission instanceof Admission.Answered<HostedCall, Answer> answered) {
            responder.send(answered.answer());
        } else if (admission instanceof Admission.Full<HostedCall, Answer>) {
            responder.refuse(HostRefusals.full());
        } else {
            responder.respond(
                    callee.method(),
                    new Outcome.Unknown("the client had said that it has the answer of this call", null));
        }
    }

    /** Finds what is known of the client that calls; null if it has been refused instead. */
    @Nullable
    Ledger ledgerOf(Request request, Responder responder) {
        return ledgerOf(clientKeyOf(request), request, responder);
    }

    private @Nullable Ledger ledgerOf(ClientKey client, Request request, Responder responder) {
        if (hosting.ledgers().isOver(request.id().clientId())) {
            responder.refuse(HostRefusals.over(request));
            return null;
        }
        Ledger ledger = hosting.ledgers().of(client);
        if (ledger == null) {
            responder.refuse(
                    HostRefusals.overloaded("too many clients have called this host", HostRefusals.LATE.toNanos()));
            return null;
        }
        if (!ledger.belongsTo(client.principal())) {
            responder.refuse(HostRefusals.anothers(client.clientId()));
            return null;
        }
        return ledger;
    }

    /** By whom a call is made, as far as this host can tell. */
    static ClientKey clientKeyOf(Request request) {
        return new ClientKey(request.id().clientId(), request.connection().principal());
    }

    /** A client has the answers of all its calls with sequences below. */
    void acknowledged(Connection connection, long clientId, long prefix) {
        if (!RecordKey.isPossible(clientId, prefix)) {
            connection.strike("no client " + clientId + " comes to acknowledge all calls below " + prefix);
        } else if (hosting.ledgers().isAnothers(clientId, connection.principal())) {
            connection.strike(HostRefusals.anothers(clientId).detail());
        } else {
            hosting.ledgers().acknowledged(new ClientKey(clientId, connection.principal()), prefix);
        }
    }

    /** A call that is written down as running must end, or whoever repeats it would wait for it in vain. */
    private void arriveOnce(HostedCall call, Request request) {
        try {
            hosting.failpoints().reached(Point.CALL_BEGUN);
            hosting.arrive(call, request);
        } catch (RuntimeException | Error e) {
            LOG.error("{} could not be taken; this is a bug", call, e);
            boolean unused = call.refuse(HostRefusals.overloaded("the host failed while it took the call", 0));
        }
    }
}
