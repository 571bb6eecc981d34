package io.limpid.cell;

import io.limpid.Concurrent;
import io.limpid.log.LogException;
import io.limpid.log.NotLeaderException;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.log.ReplicatedLog;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.hosting.UncertainException;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.location.CellControl;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** Who keeps the cell's log, as whoever runs it sees it. Each change goes by what the peers were, so that two at once do not mix. */
@Concurrent
final class CellMembers implements CellControl {
    private final ReplicatedLog log;
    private final Peer self;

    CellMembers(ReplicatedLog log, Peer self) {
        this.log = log;
        this.self = self;
    }

    /** A peer as others are told of it. */
    static Peer peer(PeerId id, PeerAddress address) {
        return new Peer(id.value(), Endpoint.parse(address.toString(), LimpidAddress.DEFAULT_PORT));
    }

    @Override
    public Part part() {
        List<Peer> peers = log.peers().entrySet().stream()
                .map(peer -> peer(peer.getKey(), peer.getValue()))
                .sorted(Comparator.comparing(Peer::id))
                .toList();
        return new Part(self, log.isLeader(), log.lastApplied().index(), peers);
    }

    @Override
    public void add(Peer peer) throws CellUnchangedException {
        Map<PeerId, PeerAddress> present = present();
        PeerId id = new PeerId(peer.id());
        PeerAddress address = PeerAddress.parse(peer.endpoint().toString());
        PeerAddress known = present.get(id);
        if (address.equals(known)) {
            return;
        }
        if (known != null) {
            throw new CellUnchangedException("peer " + id + " is one of them at " + known + ", not at " + address
                    + " (a peer keeps its id and its address for ever)");
        }
        Map<PeerId, PeerAddress> next = new HashMap<>(present);
        next.put(id, address);
        change(present, next);
    }

    @Override
    public void remove(String id) throws CellUnchangedException {
        Map<PeerId, PeerAddress> present = present();
        Map<PeerId, PeerAddress> next = new HashMap<>(present);
        if (next.remove(new PeerId(id)) == null) {
            return;
        }
        if (next.isEmpty()) {
            throw new CellUnchangedException("peer " + id + " is the last of them");
        }
        change(present, next);
    }

    private Map<PeerId, PeerAddress> present() throws CellUnchangedException {
        if (!log.isLeader()) {
            throw doesNotLead();
        }
        Map<PeerId, PeerAddress> present = log.peers();
        if (present.isEmpty()) {
            throw new CellUnchangedException("peer " + self.id() + " was opened without others, and stays alone");
        }
        return present;
    }

    private CellUnchangedException doesNotLead() {
        return new CellUnchangedException("peer " + self.id() + " does not lead"
                + log.leader().map(leader -> ", but " + leader).orElse(", nor is it known who does"));
    }

    private void change(Map<PeerId, PeerAddress> present, Map<PeerId, PeerAddress> next) throws CellUnchangedException {
        try {
            log.changePeers(present, next).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the hosts were being changed");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotLeaderException) {
                throw doesNotLead();
            }
            if (e.getCause() instanceof LogException failure) {
                if (failure.mayBeApplied()) {
                    throw new UncertainException("peer " + self.id() + " lost sight of the change", failure);
                }
                throw new CellUnchangedException(String.valueOf(failure.getMessage()));
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
