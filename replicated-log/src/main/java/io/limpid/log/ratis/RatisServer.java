package io.limpid.log.ratis;

import io.limpid.log.CorruptStoreException;
import io.limpid.log.LogPosition;
import io.limpid.log.LogSettings;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.log.StateMachine;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Ratis server with one group, and all that it holds on the machine. */
final class RatisServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(RatisServer.class);

    private final RaftServer server;
    private final RaftServer.Division division;
    private final RaftGroupId group;
    private final RatisStateMachine machine;
    private final SnapshotStore snapshots;
    private final RaftClientAsynchronousProtocol entrance;
    private final Held held;

    /** What must be let go of, last first. */
    private static final class Held implements Closeable {
        private final List<Closeable> things = new ArrayList<>();

        <T extends Closeable> T add(T thing) {
            things.add(thing);
            return thing;
        }

        /** Once; whoever comes meanwhile waits. */
        @Override
        public synchronized void close() {
            for (int i = things.size() - 1; i >= 0; i--) {
                try {
                    things.get(i).close();
                } catch (IOException | RuntimeException e) {
                    LOG.warn("Closing {} failed", things.get(i), e);
                }
            }
            things.clear();
        }
    }

    private RatisServer(
            RaftServer server, RaftGroupId group, RatisStateMachine machine, SnapshotStore snapshots, Held held)
            throws IOException {
        this.server = server;
        this.group = group;
        this.machine = machine;
        this.snapshots = snapshots;
        this.held = held;
        this.division = server.getDivision(group);
        // The division takes requests on the caller's thread; the server would send each over an executor and wait for
        // it.
        this.entrance = division instanceof RaftClientAsynchronousProtocol direct ? direct : server;
    }

    /** Who is told what happens. */
    record Users(StateMachine machine, PendingCommands pending, LeadershipBoard board) {}

    /** @param joins whether the others have yet to be told of this peer */
    static RatisServer start(LogSettings settings, boolean joins, Users users) throws IOException {
        StoreLayout layout = StoreLayout.of(settings.directory(), settings.group());
        Held held = new Held();
        try {
            held.add(StoreLock.acquire(layout));
            AppliedMark mark = held.add(AppliedMark.open(layout.applied()));
            SnapshotStore snapshots =
                    new SnapshotStore(layout.snapshots(), settings.peers().size() > 1);
            new StoreCheck(settings, layout, snapshots, mark).run();

            RatisStateMachine machine =
                    new RatisStateMachine(users.machine(), snapshots, mark, users.pending(), users.board());
            RaftGroup group = groupOf(settings, joins, layout);
            RatisSettings ratis = new RatisSettings(settings, layout);
            RaftServer server = held.add(RaftServer.newBuilder()
                    .setServerId(RaftPeerId.valueOf(settings.self().value()))
                    .setGroup(group)
                    .setStateMachine(machine)
                    .setProperties(ratis.properties())
                    .setParameters(ratis.parameters())
                    .setOption(RaftStorage.StartupOption.RECOVER)
                    .build());
            ratis.assertKept(server.getProperties());
            server.start();
            return new RatisServer(server, group.getGroupId(), machine, snapshots, held);
        } catch (IOException e) {
            held.close();
            throw e;
        } catch (RuntimeException e) {
            held.close();
            throw named(settings, e);
        }
    }

    /** Ratis starts on threads of its own and wraps what they throw; a damaged file keeps its name. */
    private static IOException named(LogSettings settings, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorruptStoreException damaged) {
                return damaged;
            }
        }
        return new IOException(settings.directory() + ": the log could not be started", failure);
    }

    RatisStateMachine machine() {
        return machine;
    }

    RaftPeerId self() {
        return server.getId();
    }

    RaftGroupId group() {
        return group;
    }

    /** As the log's latest membership has them. */
    Map<PeerId, PeerAddress> peers() {
        Map<PeerId, PeerAddress> peers = new HashMap<>();
        for (RaftPeer peer : division.getRaftConf().getCurrentPeers()) {
            peers.put(
                    new PeerId(peer.getId().toString()),
                    PeerAddress.parse(peer.getAddress()).withCallers(Objects.toString(peer.getClientAddress(), "")));
        }
        return peers;
    }

    LogPosition lastSnapshot() {
        return snapshots.current().map(SnapshotFile::position).orElse(LogPosition.START);
    }

    CompletableFuture<RaftClientReply> send(RaftClientRequest request) {
        try {
            return entrance.submitClientRequestAsync(request);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    CompletableFuture<RaftClientReply> takeSnapshot(SnapshotManagementRequest request) {
        try {
            return server.snapshotManagementAsync(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    CompletableFuture<RaftClientReply> changePeers(
            ClientId client, Map<PeerId, PeerAddress> present, Map<PeerId, PeerAddress> next) {
        SetConfigurationRequest.Arguments change = SetConfigurationRequest.Arguments.newBuilder()
                .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                .setServersInCurrentConf(peers(present))
                .setServersInNewConf(peers(next))
                .build();
        try {
            return server.setConfigurationAsync(new SetConfigurationRequest(client, self(), group, 0, change));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        held.close();
    }

    /** The peers of a store that is new; one that is not knows better. Without any, Ratis waits to be told. */
    private static RaftGroup groupOf(LogSettings settings, boolean joins, StoreLayout layout) {
        List<RaftPeer> peers = new ArrayList<>();
        if (joins) {
            return RaftGroup.valueOf(RaftGroupId.valueOf(layout.group()), peers);
        }
        if (settings.peers().size() <= 1) {
            peers.add(RaftPeer.newBuilder()
                    .setId(settings.self().value())
                    .setAddress(NoPeersRpc.NOWHERE)
                    .build());
        } else {
            peers.addAll(peers(settings.peers()));
        }
        return RaftGroup.valueOf(RaftGroupId.valueOf(layout.group()), peers);
    }

    private static List<RaftPeer> peers(Map<PeerId, PeerAddress> peers) {
        return peers.entrySet().stream()
                .map(peer -> peer(peer.getKey().value(), peer.getValue()))
                .toList();
    }

    private static RaftPeer peer(String id, PeerAddress address) {
        return RaftPeer.newBuilder()
                .setId(id)
                .setAddress(address.toString())
                .setClientAddress(address.callers())
                .build();
    }
}
