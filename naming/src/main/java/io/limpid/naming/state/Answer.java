package io.limpid.naming.state;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.location.Naming.Changes;
import io.limpid.runtime.location.Naming.ClientOwner;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.location.Naming.HostPlace;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** What the state says to a command or a query. A refusal is an answer like any other. */
public sealed interface Answer {
    /** It is as was asked. */
    record Done() implements Answer {}

    /**
     * A leader has begun.
     *
     * @param time naming's time from which it goes on, in milliseconds
     */
    record Began(long time) implements Answer {}

    /**
     * Time has passed.
     *
     * @param nextEnd when the next lease ends if nobody renews; {@code Long.MAX_VALUE} if none does
     */
    record Ticked(long nextEnd) implements Answer {}

    /**
     * A lease has a new term.
     *
     * @param clientId a client's number; 0 for a host
     */
    record Granted(long clientId) implements Answer {}

    /** A lease is over, or never was. */
    record Ended() implements Answer {}

    /** It is another's. */
    record Denied() implements Answer {}

    /**
     * The host name is in use.
     *
     * @param endpoint where its process listens
     */
    record HostTaken(Endpoint endpoint) implements Answer {}

    /** The name is held as was asked. */
    record Bound(Binding binding) implements Answer {}

    /** The name is held otherwise. */
    record Taken(Binding holder) implements Answer {}

    /**
     * The group takes no further replica.
     *
     * @param most how many it has
     */
    record Full(int most) implements Answer {}

    /**
     * The name has another epoch.
     *
     * @param actualEpoch 0 if nobody holds it
     */
    record Conflict(long actualEpoch) implements Answer {}

    /** It may be one's who has not come back since naming was restored. */
    record NotYet() implements Answer {}

    /**
     * Where it is.
     *
     * @param revision the last change
     */
    record Found(long revision, Optional<Entry> entry) implements Answer {}

    /** A page of names. */
    record Listed(List<Entry> entries) implements Answer {
        /** Copies the list. */
        public Listed {
            entries = List.copyOf(entries);
        }
    }

    /** What has changed. */
    record Changed(Changes changes) implements Answer {}

    /** Who is over. */
    record Over(List<Long> clientIds) implements Answer {
        /** Copies the list. */
        public Over {
            clientIds = List.copyOf(clientIds);
        }
    }

    /** Whose they are. */
    record Owned(List<ClientOwner> owners) implements Answer {
        /** Copies the list. */
        public Owned {
            owners = List.copyOf(owners);
        }
    }

    /** Who holds objects. */
    record Living(List<HostPlace> hosts) implements Answer {
        /** Copies the list. */
        public Living {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * The parts of a copy are taken up to here.
     *
     * @param next the part that is wanted next; as many as there are once all of it is restored
     */
    record Restoring(int next) implements Answer {}

    /**
     * What another naming needs to go on.
     *
     * @param bytes not to be changed
     */
    record Copied(ByteBuffer bytes) implements Answer {}

    /**
     * How much there is.
     *
     * @param time naming's time, in milliseconds
     */
    record Counted(long time, long revision, long names, long hosts, long clients) implements Answer {}
}
