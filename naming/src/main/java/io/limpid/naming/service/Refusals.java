package io.limpid.naming.service;

import io.limpid.NotExecutedException.Reason;
import io.limpid.log.Leadership;
import io.limpid.log.LogException;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.log.ReplicatedLog;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.hosting.RefusedException;
import io.limpid.runtime.hosting.UncertainException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What naming says to requests that its log did not answer. What it surely did not take is not executed, and here or elsewhere it will be:
 * a peer that does not lead redirects to the one that does, by an ordinary binding of the object's name. What became of the others is not
 * known, and their callers repeat them, as all that is asked of naming may be.
 */
final class Refusals {
    /** A log that was too busy, or has no leader, is worth asking again soon. */
    private static final Duration RETRY_AFTER = Duration.ofMillis(50);

    private final ReplicatedLog log;
    private final PeerId self;
    private final ObjectName name;
    private final InterfaceId type;

    /**
     * Makes one for an object that every server has.
     *
     * @param name the object's
     */
    Refusals(ReplicatedLog log, PeerId self, ObjectName name, Class<?> type) {
        this.log = log;
        this.self = self;
        this.name = name;
        this.type = new InterfaceId(type.getName());
    }

    /** Gives what the caller is to be told of a failure: how the request ended, if it is the log's, else the failure itself. */
    Throwable of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof LogException unanswered)) {
            return cause;
        }
        if (unanswered.mayBeApplied()) {
            return new UncertainException("naming's peer " + self + " lost sight of it: " + cause.getMessage(), cause);
        }
        boolean stopped = log.terminated().isDone();
        Reason reason = stopped ? Reason.CLOSED : log.isLeader() ? Reason.OVERLOADED : Reason.MOVED;
        String detail = "naming's peer " + self + " did not take the request: " + cause.getMessage();
        return new RefusedException(new NotExecuted(
                reason,
                detail,
                stopped ? Duration.ZERO : RETRY_AFTER,
                reason == Reason.MOVED ? toLeader(log.leadership()) : null,
                cause));
    }

    /**
     * The leader, at its term, so that a later leader's binding is newer than an earlier one's. The others are in it, too: a leader that
     * falls silent can tell nobody who leads now.
     */
    private @Nullable Binding toLeader(Leadership now) {
        Map<PeerId, PeerAddress> peers = log.peers();
        Optional<Replica> leader = now.leader()
                .filter(peer -> !peer.equals(self))
                .map(peers::get)
                .flatMap(address -> replica(address, Replica.Role.PRIMARY));
        if (leader.isEmpty() || now.term() <= 0) {
            return null;
        }
        List<Replica> replicas = new ArrayList<>(List.of(leader.get()));
        for (PeerAddress address : peers.values()) {
            replica(address, Replica.Role.BACKUP)
                    .filter(other -> !other.endpoint().equals(leader.get().endpoint()))
                    .ifPresent(replicas::add);
        }
        return new Binding(name, type, now.term(), 0, replicas);
    }

    private static Optional<Replica> replica(PeerAddress address, Replica.Role role) {
        if (address.callers().isEmpty()) {
            return Optional.empty();
        }
        Endpoint endpoint = Endpoint.parse(address.callers(), LimpidAddress.DEFAULT_PORT);
        return Optional.of(new Replica("naming@" + endpoint, endpoint, role));
    }
}
