package io.limpid.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a log on disk needs to know.
 *
 * @param group the name that all peers of one log share, and that keeps two logs apart
 * @param self this peer
 * @param peers all peers with this one, and where they are reached; with one entry or none the log opens no port
 * @param directory where log and snapshots live; one process at a time
 * @param electionTimeout silence of the leader after which a peer stands for election, at least (at most twice as long). A single peer
 *     has nobody to disturb and waits only a few milliseconds
 * @param snapshotEvery entries between two snapshots: more make a start after a crash longer, fewer write more
 * @param maxCommandBytes the longest command taken
 * @param maxPending commands in flight before more are refused as unavailable
 * @param startTimeout the longest wait in opening the log for a single peer to lead
 * @param tls how peers prove themselves; required unless all of them are on loopback
 */
public record LogSettings(
        String group,
        PeerId self,
        Map<PeerId, PeerAddress> peers,
        Path directory,
        Duration electionTimeout,
        long snapshotEvery,
        int maxCommandBytes,
        int maxPending,
        Duration startTimeout,
        Optional<PeerTls> tls) {

    /** Checks each value and copies the map. */
    public LogSettings {
        peers = Map.copyOf(peers);
        check(!group.isBlank(), "group", group, "a name");
        check(peers.isEmpty() || peers.containsKey(self), "peers", peers, "to contain " + self);
        check(electionTimeout.toMillis() >= 50, "electionTimeout", electionTimeout, "at least 50 ms");
        check(snapshotEvery >= 1, "snapshotEvery", snapshotEvery, "at least 1");
        check(maxCommandBytes >= 1 && maxCommandBytes <= 32 << 20, "maxCommandBytes", maxCommandBytes, "1 to 32 MiB");
        check(maxPending >= 1, "maxPending", maxPending, "at least 1");
        check(startTimeout.toMillis() >= 1, "startTimeout", startTimeout, "a positive span");
        check(
                peers.size() <= 1 || tls.isPresent() || peers.values().stream().allMatch(PeerAddress::isLoopback),
                "tls",
                "absent",
                "present, because a peer is not on loopback");
    }

    /** One peer in this process, without a port. */
    public static LogSettings single(String group, Path directory) {
        return new LogSettings(
                group,
                new PeerId("single"),
                Map.of(),
                directory,
                Duration.ofSeconds(1),
                10_000,
                1 << 20,
                4096,
                Duration.ofSeconds(30),
                Optional.empty());
    }

    /** The same settings for one of several peers. */
    public LogSettings withPeers(PeerId newSelf, Map<PeerId, PeerAddress> newPeers) {
        return new LogSettings(
                group,
                newSelf,
                newPeers,
                directory,
                electionTimeout,
                snapshotEvery,
                maxCommandBytes,
                maxPending,
                startTimeout,
                tls);
    }

    /** The same settings with another election timeout. */
    public LogSettings withElectionTimeout(Duration timeout) {
        return new LogSettings(
                group, self, peers, directory, timeout, snapshotEvery, maxCommandBytes, maxPending, startTimeout, tls);
    }

    /** The same settings with another number of entries between snapshots. */
    public LogSettings withSnapshotEvery(long entries) {
        return new LogSettings(
                group,
                self,
                peers,
                directory,
                electionTimeout,
                entries,
                maxCommandBytes,
                maxPending,
                startTimeout,
                tls);
    }

    /** The same settings with other bounds on commands. */
    public LogSettings withLimits(int commandBytes, int pending) {
        return new LogSettings(
                group,
                self,
                peers,
                directory,
                electionTimeout,
                snapshotEvery,
                commandBytes,
                pending,
                startTimeout,
                tls);
    }

    /** The same settings with another patience at start. */
    public LogSettings withStartTimeout(Duration timeout) {
        return new LogSettings(
                group,
                self,
                peers,
                directory,
                electionTimeout,
                snapshotEvery,
                maxCommandBytes,
                maxPending,
                timeout,
                tls);
    }

    /** The same settings with certificates for the peers' connections. */
    public LogSettings withTls(PeerTls newTls) {
        return new LogSettings(
                group,
                self,
                peers,
                directory,
                electionTimeout,
                snapshotEvery,
                maxCommandBytes,
                maxPending,
                startTimeout,
                Optional.of(newTls));
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
