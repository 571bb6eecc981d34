package io.limpid.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This peer does not lead, and did not take the command: ask the leader. It was not applied. */
public final class NotLeaderException extends LogException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String leader;

    /** Says who refused and whom to ask, if that is known. */
    public NotLeaderException(PeerId self, Optional<PeerId> leader) {
        super(
                "Peer " + self + " does not lead; "
                        + leader.map(peer -> "the leader is " + peer).orElse("no leader is known"),
                null);
        this.leader = leader.map(PeerId::value).orElse(null);
    }

    /** The leader as this peer knows it, or empty during an election; a hint that may be out of date. */
    public Optional<PeerId> leader() {
        return Optional.ofNullable(leader).map(PeerId::new);
    }

    @Override
    public boolean mayBeApplied() {
        return false;
    }
}
