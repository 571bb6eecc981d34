package io.limpid.log.ratis;

import io.limpid.log.LogSettings;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerTls;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Every setting of Ratis that a promise or a figure of ours depends on, written down rather than left to defaults. */
final class RatisSettings {
    /** Longer than any pause we mean to survive: Ratis would shut a paused server down, and safety does not need that. */
    private static final Duration PAUSE_LIMIT = Duration.ofDays(30);

    /** For how long a peer that hears of no leader goes on naming the last one: longer than an election takes. */
    private static final Duration WITHOUT_LEADER = Duration.ofSeconds(10);

    /** Commands applied in one go before Ratis looks whether a snapshot is due. */
    private static final long BATCH_SLACK = 4096;

    private static final int ENTRY_OVERHEAD_BYTES = 64 << 10;
    private static final int LEAST_ENTRY_BYTES = 1 << 20;

    private final LogSettings settings;
    private final StoreLayout layout;
    private final RaftProperties properties = new RaftProperties();

    RatisSettings(LogSettings settings, StoreLayout layout) {
        this.settings = settings;
        this.layout = layout;
    }

    RaftProperties properties() {
        RaftServerConfigKeys.setStorageDir(properties, List.of(layout.raft().toFile()));
        setTimes();
        setLog();
        setSnapshots();
        setReads();
        if (isAlone()) {
            RaftConfigKeys.Rpc.setType(properties, new NoPeersRpc());
        } else {
            setNetwork(Objects.requireNonNull(settings.peers().get(settings.self()), "own address"));
        }
        return properties;
    }

    Parameters parameters() {
        Parameters parameters = new Parameters();
        settings.tls().ifPresent(tls -> GrpcConfigKeys.TLS.setConf(parameters, mutualTls(tls)));
        return parameters;
    }

    /**
     * Fails unless the server reads back what was meant, because Ratis' documents and code have disagreed about the defaults and a key
     * that is misspelt is silently another key.
     */
    void assertKept(RaftProperties kept) {
        check(
                RaftServerConfigKeys.Read.option(kept) == RaftServerConfigKeys.Read.Option.LINEARIZABLE,
                "linearizable reads");
        check(!RaftServerConfigKeys.Read.leaderLeaseEnabled(kept), "no reads by lease");
        check(RaftServerConfigKeys.LeaderElection.preVote(kept), "pre-vote");
        check(!RaftServerConfigKeys.Log.unsafeFlushEnabled(kept), "no acknowledgement before the disk");
        check(!RaftServerConfigKeys.Log.asyncFlushEnabled(kept), "one flush at a time");
        check(!RaftServerConfigKeys.Log.useMemory(kept), "a log on disk");
        check(
                RaftServerConfigKeys.Log.corruptionPolicy(kept) == RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION,
                "failure on a damaged log");
        check(millis(RaftServerConfigKeys.closeThreshold(kept)) == PAUSE_LIMIT.toMillis(), "survival of pauses");
        check(millis(RaftServerConfigKeys.Rpc.timeoutMin(kept)) == electionMillis(), "the election timeout");
        check(
                millis(RaftServerConfigKeys.Rpc.timeoutMax(kept)) == 2 * electionMillis(),
                "the longest election timeout");
        check(
                millis(RaftServerConfigKeys.LeaderElection.leaderStepDownWaitTime(kept)) == stepDownMillis(),
                "the wait after a step down");
        check(
                millis(RaftServerConfigKeys.Notification.noLeaderTimeout(kept)) == WITHOUT_LEADER.toMillis(),
                "the time after which a leader is no longer named");
        check(
                RaftServerConfigKeys.Snapshot.autoTriggerThreshold(kept) == settings.snapshotEvery(),
                "snapshots by count");
        check(
                RaftServerConfigKeys.Log.purgePreservationLogNum(kept) >= settings.snapshotEvery(),
                "a log back to the older snapshot");
    }

    private boolean isAlone() {
        return settings.peers().size() <= 1;
    }

    /** A single peer disturbs nobody, so it need not wait for a leader that cannot exist. */
    private long electionMillis() {
        return isAlone() ? 100 : settings.electionTimeout().toMillis();
    }

    /**
     * Two things in one, to Ratis: a leader that was paused for so long gives up its role, and one that gave it up does not stand for election
     * for so long. Nobody else can be elected meanwhile if its log is the longest of those that are left; so it is no longer than the others
     * take to elect another.
     */
    private long stepDownMillis() {
        return isAlone() ? PAUSE_LIMIT.toMillis() : 2 * electionMillis();
    }

    private void setTimes() {
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, ofMillis(electionMillis()));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, ofMillis(2 * electionMillis()));
        if (isAlone()) {
            RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, ofMillis(1));
            RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, ofMillis(2));
        }
        RaftServerConfigKeys.LeaderElection.setPreVote(properties, true);
        RaftServerConfigKeys.setCloseThreshold(properties, ofMillis(PAUSE_LIMIT.toMillis()));
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, ofMillis(stepDownMillis()));
        RaftServerConfigKeys.Notification.setNoLeaderTimeout(properties, ofMillis(WITHOUT_LEADER.toMillis()));
        // Never relied on: it lives in memory and forgets. Kept short, because it holds every command of its span.
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, ofMillis(1000));
    }

    private void setLog() {
        int entryBytes = Math.max(LEAST_ENTRY_BYTES, settings.maxCommandBytes()) + ENTRY_OVERHEAD_BYTES;
        RaftServerConfigKeys.Log.setUseMemory(properties, false);
        RaftServerConfigKeys.Log.setCorruptionPolicy(properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
        RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
        // An entry with the commit index after each commit would cost every lone command a second forced write.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf("1MB"));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("1MB"));
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 64);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf("32MB"));
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf(entryBytes));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf(entryBytes + ENTRY_OVERHEAD_BYTES));
        // The queue to the disk is longer than all that may be pending, so that no caller ever waits in it: Ratis shuts
        // the
        // server down when a caller is interrupted there.
        RaftServerConfigKeys.Write.setElementLimit(properties, 2 * settings.maxPending());
        RaftServerConfigKeys.Write.setByteLimit(properties, SizeInBytes.valueOf("64MB"));
        RaftServerConfigKeys.Log.setQueueElementLimit(properties, 4 * settings.maxPending() + 1024);
        RaftServerConfigKeys.Log.setQueueByteLimit(properties, SizeInBytes.valueOf("256MB"));
    }

    private void setSnapshots() {
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, settings.snapshotEvery());
        RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setCreationGap(properties, 1);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, SnapshotStore.KEPT);
        // Enough log stays behind the newest snapshot to start from the one before it.
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, settings.snapshotEvery() + BATCH_SLACK);
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
    }

    private void setReads() {
        RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
        RaftServerConfigKeys.Read.setLeaderLeaseEnabled(properties, false);
    }

    private void setNetwork(PeerAddress own) {
        RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
        GrpcConfigKeys.Server.setHost(properties, own.host());
        GrpcConfigKeys.Server.setPort(properties, own.port());
        long messageBytes = Math.max(LEAST_ENTRY_BYTES, settings.maxCommandBytes()) + 32L * ENTRY_OVERHEAD_BYTES;
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(properties, SizeInBytes.valueOf("1MB"));
        GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.valueOf(messageBytes));
    }

    private static GrpcTlsConfig mutualTls(PeerTls tls) {
        return new GrpcTlsConfig(
                tls.privateKey().toFile(),
                tls.certificates().toFile(),
                tls.trusted().toFile(),
                true);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("Ratis did not keep a setting: " + what);
        }
    }

    private static TimeDuration ofMillis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }

    private static long millis(TimeDuration duration) {
        return duration.toLong(TimeUnit.MILLISECONDS);
    }
}
