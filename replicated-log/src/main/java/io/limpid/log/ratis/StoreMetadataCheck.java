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
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
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
        if (vote == null || !(vote.isEmpty() || members().contains(vote))) {
            throw damagedVote("'" + vote + "' is no peer's vote", lastTerm);
        }
        if (!isAtLeast(values.getProperty("term", ""), lastTerm)) {
            throw damagedVote("term '" + values.getProperty("term") + "' is not one at or above the log's", lastTerm);
        }
    }

    private static boolean isAtLeast(String term, long least) {
        try {
            return Long.parseLong(term) >= least;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private CorruptStoreException damagedVote(String what, long lastTerm) {
        String remedy = settings.peers().size() > 1
                ? "Let this peer start empty among healthy ones, because it may have voted"
                : "Write it anew with the two lines 'term=" + (lastTerm + 1) + "' and 'votedFor='";
        return new CorruptStoreException(layout.votes(), what, remedy, null);
    }

    /**
     * Compares the stored peers with the settings. A single peer's file says nothing that the settings do not, so it is removed, and
     * no damage to it can matter.
     */
    private void checkMembers() throws IOException {
        if (!Files.exists(layout.members())) {
            return;
        }
        if (settings.peers().size() <= 1) {
            Files.delete(layout.members());
            return;
        }
        Set<String> stored = new TreeSet<>();
        try {
            LogEntryProto entry = LogEntryProto.parseFrom(Files.readAllBytes(layout.members()));
            for (RaftPeerProto peer : entry.getConfigurationEntry().getPeersList()) {
                stored.add(peer.getId().toStringUtf8());
            }
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptStoreException(
                    layout.members(), "it is not readable", "Delete it: the peers are in the settings, too", e);
        }
        if (!stored.equals(members())) {
            throw new CorruptStoreException(
                    layout.members(),
                    "it names the peers " + stored + ", and the settings name " + members(),
                    "Open the log with the peers it was made with; if the file is damaged, delete it",
                    null);
        }
    }

    private Set<String> members() {
        Set<String> members = new TreeSet<>();
        members.add(settings.self().value());
        for (PeerId peer : settings.peers().keySet()) {
            members.add(peer.value());
        }
        return members;
    }
}
