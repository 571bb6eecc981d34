package io.limpid.naming.state;

import io.limpid.runtime.identity.ObjectName;
import java.util.List;

/** What may be asked of naming's state. */
public sealed interface Query {
    /** Answers without changing anything. Called by the state machine alone. */
    Answer askOf(NamingState state);

    /** Where is it? */
    record Resolve(ObjectName name) implements Query {
        @Override
        public Answer askOf(NamingState state) {
            return state.resolve(name);
        }
    }

    /** What is there? */
    record ListNames(String prefix, String after, int limit) implements Query {
        @Override
        public Answer askOf(NamingState state) {
            return state.list(prefix, after, limit);
        }
    }

    /** What has changed? */
    record Since(String prefix, long after, int limit) implements Query {
        @Override
        public Answer askOf(NamingState state) {
            return state.since(prefix, after, limit);
        }
    }

    /** Who is over? */
    record EndedClients(List<Long> clientIds) implements Query {
        /** Copies the list. */
        public EndedClients {
            clientIds = List.copyOf(clientIds);
        }

        @Override
        public Answer askOf(NamingState state) {
            return state.endedClients(clientIds);
        }
    }

    /** Whose are they? */
    record ClientOwners(List<Long> clientIds) implements Query {
        /** Copies the list. */
        public ClientOwners {
            clientIds = List.copyOf(clientIds);
        }

        @Override
        public Answer askOf(NamingState state) {
            return state.clientOwners(clientIds);
        }
    }

    /** Who holds objects? */
    record LivingHosts() implements Query {
        @Override
        public Answer askOf(NamingState state) {
            return state.livingHosts();
        }
    }

    /** What would a naming need to go on after this one was lost? */
    record Copy() implements Query {
        @Override
        public Answer askOf(NamingState state) {
            return state.copy();
        }
    }

    /** How much is there? */
    record Counts() implements Query {
        @Override
        public Answer askOf(NamingState state) {
            return state.counts();
        }
    }
}
