package io.limpid.naming.service;

import io.limpid.Concurrent;
import io.limpid.log.LogException;
import io.limpid.log.NotLeaderException;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.log.ReplicatedLog;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.identity.Endpoint;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The log's membership, as whoever runs naming sees it. Each change goes by what the membership was, so that two at once do not mix. */
@Concurrent
final class PeerChanges implements PeerControl {
    private final ReplicatedLog log;
    private final PeerId self;
    private final Consumer<String> onlyAdministrators;
    private final Refusals refusals;

    /** @param onlyAdministrators throws for others, told what they want */
    PeerChanges(ReplicatedLog log, PeerId self, Consumer<String> onlyAdministrators) {
        this.onlyAdministrators = onlyAdministrators;
        this.log = log;
        this.self = self;
        this.refusals = new Refusals(log, self, NAME, PeerControl.class);
    }

    @Override
    public List<Peer> peers() {
        return present().entrySet().stream()
                .map(peer -> new Peer(
                        peer.getKey().value(),
                        Endpoint.parse(peer.getValue().callers(), LimpidAddress.DEFAULT_PORT),
                        Endpoint.parse(peer.getValue().toString(), LimpidAddress.DEFAULT_PORT),
                        peer.getKey().equals(self)))
                .sorted(Comparator.comparing(Peer::id))
                .toList();
    }

    @Override
    public void add(Peer peer) throws PeersUnchangedException {
        Map<PeerId, PeerAddress> present = several();
        PeerId id = new PeerId(peer.id());
        PeerAddress address = PeerAddress.parse(peer.others().toString())
                .withCallers(peer.callers().toString());
        PeerAddress known = present.get(id);
        if (address.equals(known)) {
            return;
        }
        if (known != null) {
            throw new PeersUnchangedException("server " + id + " is one of them at " + known + ", not at " + address
                    + " (a server keeps its id for ever)");
        }
        Map<PeerId, PeerAddress> next = new HashMap<>(present);
        next.put(id, address);
        change(present, next);
    }

    @Override
    public void remove(String id) throws PeersUnchangedException {
        Map<PeerId, PeerAddress> present = several();
        Map<PeerId, PeerAddress> next = new HashMap<>(present);
        if (next.remove(new PeerId(id)) == null) {
            return;
        }
        if (next.isEmpty()) {
            throw new PeersUnchangedException("server " + id + " is the last of them");
        }
        change(present, next);
    }

    private Map<PeerId, PeerAddress> several() throws PeersUnchangedException {
        onlyAdministrators.accept("replace servers");
        Map<PeerId, PeerAddress> present = present();
        if (present.isEmpty()) {
            throw new PeersUnchangedException("server " + self + " was started without others, and stays alone");
        }
        return present;
    }

    private Map<PeerId, PeerAddress> present() {
        if (!log.isLeader()) {
            throw asUnchecked(refusals.of(new NotLeaderException(self, log.leader())));
        }
        return log.peers();
    }

    private void change(Map<PeerId, PeerAddress> present, Map<PeerId, PeerAddress> next)
            throws PeersUnchangedException {
        try {
            log.changePeers(present, next).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the servers were being changed");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof LogException refused && !refused.mayBeApplied() && log.isLeader()) {
                throw new PeersUnchangedException(String.valueOf(refused.getMessage()));
            }
            throw asUnchecked(refusals.of(cause));
        }
    }

    private static RuntimeException asUnchecked(Throwable failure) {
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
