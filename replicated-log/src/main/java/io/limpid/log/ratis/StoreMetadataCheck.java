package io.limpid.log.ratis;

import io.limpid.log.CorruptStoreException;
import io.limpid.log.LogSettings;
import io.limpid.log.PeerId;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;

/** Examines Ratis' two small files, which carry no sums: the term and vote, and the peers. */
final class StoreMetadataCheck {
    private final LogSettings settings;
    private final StoreLayout layout;

    StoreMetadataCheck(LogSettings settings, StoreLayout layout) {
        this.settings = settings;
        this.layout = layout;
    }

    /** Checks them against the last term seen in the log or a snapshot. */
    void run(long lastTerm, boolean hasEntries) throws IOException {
        checkVote(lastTerm, hasEntries);
        checkMembers();
    }

    private void checkVote(long lastTerm, boolean hasEntries) throws IOException {
        if (!Files.exists(layout.votes())) {
            if (hasEntries) {
                throw damagedVote("it is missing beside a log", lastTerm);
            }
            return;
        }
        Properties values = new Properties();
        try (Reader in = Files.newBufferedReader(layout.votes())) {
            values.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw damagedVote("it is not readable", lastTerm);
        }
        String vote = values.getProperty("votedFor");
        if (vote == null || !(vote.isEmpty() || isPossible(vote))) {
            throw damagedVote("'" + vote + "' is no peer's vote", lastTerm);
        }
        if (!isAtLeast(values.getProperty("term", ""), lastTerm)) {
            throw damagedVote("term '" + values.getProperty("term") + "' is not one at or above the log's", lastTerm);
        }
    }

    /** Among several, the vote may be for a peer that has been replaced since. */
    private boolean isPossible(String vote) {
        return isAlone() ? vote.equals(settings.self().value()) : PeerId.isValid(vote);
    }

    private boolean isAlone() {
        return settings.peers().size() <= 1;
    }

    private static boolean isAtLeast(String term, long least) {
        try {
            return Long.parseLong(term) >= least;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private CorruptStoreException damagedVote(String what, long lastTerm) {
        String remedy = !isAlone()
                ? "Replace this peer by another, because it may have voted"
                : "Write it anew with the two lines 'term=" + (lastTerm + 1) + "' and 'votedFor='";
        return new CorruptStoreException(layout.votes(), what, remedy, null);
    }

    /**
     * Looks whether this peer is one of those that the store names; who the others are only the store knows, because they may have been
     * replaced since the settings were written. A single peer's file says nothing that the settings do not, so it is removed, and no
     * damage to it can matter.
     */
    private void checkMembers() throws IOException {
        if (!Files.exists(layout.members())) {
            return;
        }
        if (isAlone()) {
            Files.delete(layout.members());
            return;
        }
        Set<String> stored = new TreeSet<>();
        try {
            RaftConfigurationProto members = LogEntryProto.parseFrom(Files.readAllBytes(layout.members()))
                    .getConfigurationEntry();
            members.getPeersList().forEach(peer -> stored.add(peer.getId().toStringUtf8()));
            members.getOldPeersList().forEach(peer -> stored.add(peer.getId().toStringUtf8()));
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptStoreException(layout.members(), "it is not readable", "Replace this peer by another", e);
        }
        if (!stored.contains(settings.self().value())) {
            throw new CorruptStoreException(
                    layout.members(),
                    "it names the peers " + stored + ", and not this one, " + settings.self(),
                    "If this one was replaced, its directory is of no more use; another directory and another id make it a new peer",
                    null);
        }
    }
}
