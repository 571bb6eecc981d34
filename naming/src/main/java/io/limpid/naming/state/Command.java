package io.limpid.naming.state;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Seat;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * What may happen to naming's state.
 *
 * <p>{@code at} is the leader's time in milliseconds since naming first began; where a term matters the command carries that too,
 * because replicas must agree although their settings may not.
 */
public sealed interface Command {
    /** The leader's time. */
    long at();

    /** Changes the state. Called by the state machine alone, after it has advanced to {@link #at()}. */
    Answer applyTo(NamingState state);

    /**
     * A leader begins, or goes on after a pause: every lease gets a full term. The counts of changes and of client ids go on from
     * the wall clock's time if they are behind it, so that neither repeats itself on a restored or a wiped directory.
     *
     * @param wallMillis since 1970
     * @param changesPerMilli by how much the count of changes follows it
     */
    record Begin(long at, Terms terms, long wallMillis, int changesPerMilli) implements Command {
        /** One as it is made now. */
        public Begin(long at, Terms terms, long wallMillis) {
            this(at, terms, wallMillis, NamingState.CHANGES_PER_MILLI);
        }

        @Override
        public Answer applyTo(NamingState state) {
            return state.begin(terms, wallMillis, changesPerMilli);
        }
    }

    /**
     * A part of a copy of a naming that was lost, for this one to go on from; before its first {@link Begin}.
     *
     * @param wallMillis since 1970, beyond which its counts go on
     * @param copy which copy, told by its content
     * @param index which part, from 0
     * @param parts how many there are
     * @param part not to be changed
     */
    record Restore(long at, long wallMillis, UUID copy, int index, int parts, ByteBuffer part) implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.restore(this);
        }
    }

    /** Time passes: what is overdue ends. */
    record Tick(long at, Terms terms) implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.tick(terms);
        }
    }

    /**
     * A client wants an id.
     *
     * @param principal who it is; empty if it showed no certificate
     */
    record OpenClient(long at, long term, String principal) implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.openClient(term, principal);
        }
    }

    /**
     * A client lives.
     *
     * @param principal who says so
     */
    record RenewClient(long at, long term, long clientId, String principal) implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.renewClient(term, clientId, principal);
        }
    }

    /**
     * A client goes.
     *
     * @param principal who says so
     */
    record CloseClient(long at, long clientId, String principal) implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.closeClient(clientId, principal);
        }
    }

    /** A host process comes. */
    record JoinHost(long at, long term, String host, UUID instance, Endpoint endpoint) implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.joinHost(term, host, instance, endpoint);
        }
    }

    /** A host process lives. */
    record RenewHost(long at, long term, String host, UUID instance) implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.renewHost(term, host, instance);
        }
    }

    /** A host process goes. */
    record LeaveHost(long at, String host, UUID instance) implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.leaveHost(host, instance);
        }
    }

    /** A host holds a name. */
    record Bind(long at, ObjectName name, InterfaceId type, String host, UUID instance) implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.bind(name, type, host, instance);
        }
    }

    /** A host holds a name together with others. */
    record JoinGroup(long at, ObjectName name, InterfaceId type, Seat seat, String host, UUID instance)
            implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.joinGroup(this);
        }
    }

    /**
     * A name moves.
     *
     * @param consent of whoever holds it; empty in logs that are older than consents
     */
    record Rebind(long at, ObjectName name, long expectedEpoch, String host, UUID instance, Optional<UUID> consent)
            implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.rebind(name, expectedEpoch, host, instance, consent);
        }
    }

    /**
     * A name becomes free.
     *
     * @param consent of whoever holds it; empty if none is needed, and in logs that are older than consents
     */
    record Unbind(long at, ObjectName name, long expectedEpoch, Optional<UUID> consent) implements Command {
        @Override
        public Answer applyTo(NamingState state) {
            return state.unbind(name, expectedEpoch, consent);
        }
    }
}
