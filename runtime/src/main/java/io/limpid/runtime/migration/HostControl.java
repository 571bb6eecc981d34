package io.limpid.runtime.migration;

import io.limpid.Idempotent;
import io.limpid.MoveRefusedException;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Timeout;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.code.OfferedJar;
import io.limpid.runtime.migration.placement.Drain.Ended;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * What every host can be told about its objects' places, by whoever may call it. Moving is a matter between two hosts: the one that has the
 * object offers it, sends its state in chunks, and has the other make it anew and commit. The commit is the target's change of the name's epoch in naming, and
 * nothing else: before it the object is the source's, after it the target's.
 */
@Remote
@Timeout(10_000)
public interface HostControl {
    /** The name under which each host has its own. */
    ObjectName NAME = new ObjectName("~/host");

    /** How many objects may leave a host at the same time that is emptied. */
    int MOST_AT_ONCE = 64;

    /**
     * Moves an object from here to another host. Answered when it is there and can be called, or after a while; then it is to be asked again, because a
     * call that waits for long holds up what its caller asks of any host. Whoever has not asked for a quarter of a minute does not want it any more.
     *
     * @param request drawn anew for each move
     * @param host the target's name
     * @param at where it listens
     * @return empty if it is under way
     * @throws MoveRefusedException if it stays here
     */
    @Idempotent
    @Timeout(5_000)
    Optional<Moved> migrate(UUID request, ObjectName name, String host, Endpoint at) throws MoveRefusedException;

    /**
     * Asks a host to take an object; answered when it is decided, or after a while, because a host that lacks the class fetches its code first.
     * Short, like all that follows, because a target that is dead must be noticed.
     *
     * @return the {@linkplain Place.Self#pseudonym() process} that takes it; empty if it is not decided, and to be asked again with the same offer
     * @throws MoveRefusedException if it does not
     */
    @Timeout(5_000)
    CompletionStage<Optional<UUID>> offer(Offer offer) throws MoveRefusedException;

    /**
     * Sends a part of the state; answered when it is turned to, or after a while, because whoever makes an object of it may have to wait for its
     * disk. Two may be on their way.
     *
     * @return whether it has been turned to; else that is to be asked
     */
    @Timeout(5_000)
    CompletionStage<Boolean> chunk(UUID move, int index, byte[] bytes);

    /** Asks the same again of a part that has come. */
    @ReadOnly
    @Timeout(5_000)
    CompletionStage<Boolean> isTurnedTo(UUID move, int index);

    /**
     * Says that no more parts are sent; answered when the object has been made of all of them, or after a while.
     *
     * @param chunks how many there are; they need not have come
     * @return whether it has been made; else this is to be asked again
     * @throws MoveRefusedException if it cannot be
     */
    @Timeout(5_000)
    CompletionStage<Boolean> complete(UUID move, int chunks) throws MoveRefusedException;

    /**
     * Has the target bind the name to itself and open. Short, because as long as it may take nobody has the object.
     *
     * @param process the one that was offered it; another one that answers in its place knows nothing, and fails instead of refusing
     * @param consent the source's {@link io.limpid.runtime.location.MoveConsent} to this host's having it
     * @throws MoveRefusedException if it has not, and never will
     */
    @Timeout(3_000)
    Binding commit(UUID move, UUID process, UUID consent) throws MoveRefusedException;

    /** Says that nothing more comes; does nothing after the commit. */
    @Idempotent
    void abandon(UUID move);

    /** Tells how much there is to do here. Short, because who does not answer is given nothing. */
    @ReadOnly
    @Timeout(2_000)
    CompletionStage<Load> load();

    /**
     * Has this host give its objects to others, and tells how far that is: for whoever empties it from outside, and asks again until that is over. It
     * takes nothing, and {@linkplain Load#isLeaving() tells} others so, for a minute from each question on; and gives up if there is none for
     * a quarter of that. What comes meanwhile all the same leaves, too. Of two who want it at once both follow the same.
     *
     * @param drain the same in each question about it; another begins anew, once the last is over
     * @param atOnce how many objects may move at the same time, at most {@link #MOST_AT_ONCE}; the first word counts
     * @param known of how many objects it is known already what came of them
     */
    @Idempotent
    @Timeout(20_000)
    Emptying empty(UUID drain, int atOnce, int known);

    /**
     * Tells what became of an object that was to come: for a source that has not heard how the commit ended.
     *
     * @param process the one that was offered it
     */
    @ReadOnly
    @Timeout(3_000)
    Arrived whatBecameOf(UUID move, UUID process);

    /**
     * Gives the consent to the source's taking a name back that naming has bound here, and whose object is gone.
     *
     * @param process the one that was offered it
     * @param epoch at which naming has it here
     * @param toHost the source
     */
    @ReadOnly
    @Timeout(3_000)
    UUID giveBack(UUID move, UUID process, ObjectName name, long epoch, String toHost);

    /** What became of an object that was to come. */
    enum Arrived {
        /** It is not decided. */
        UNDER_WAY,
        /** It has come, and could be called here; it may have gone on since. */
        HERE,
        /** It has not come, and this move will not bring it any more. */
        GONE,
        /** Another process answers than the one that was offered it, or it is too long ago. */
        NOT_KNOWN
    }

    /**
     * How much there is to do at a host.
     *
     * @param callsPerSecond lately, of all objects here that naming knows
     * @param objects how many these are
     * @param clientId as which the host calls others; 0 for none
     * @param isLeaving whether its own objects leave, or are taken away, and it takes no others
     */
    record Load(double callsPerSecond, int objects, long clientId, boolean isLeaving) {
        /** Refuses what is no load; it comes from other hosts. */
        public Load {
            if (!(callsPerSecond >= 0 && callsPerSecond < Double.POSITIVE_INFINITY) || objects < 0) {
                throw new IllegalArgumentException("load: " + callsPerSecond + " calls a second, " + objects
                        + " objects (expected: finite, not negative)");
            }
        }
    }

    /**
     * How far a host is that is emptied.
     *
     * @param ended what came of objects, in order, but for those that are known already
     * @param remaining how many are still to leave
     * @param isOver whether nothing more is to be told
     */
    record Emptying(List<Ended> ended, int remaining, boolean isOver) {
        /** Copies the list. */
        public Emptying {
            ended = List.copyOf(ended);
        }
    }

    /**
     * An object that has moved.
     *
     * @param binding where it is
     * @param stillNanos for how long no call could run in it
     */
    record Moved(Binding binding, long stillNanos) {}

    /**
     * An object that is to move.
     *
     * @param move drawn anew for every attempt
     * @param to which host is meant; another may listen there by now
     * @param type the interface by which naming knows it
     * @param epoch at which it is at the source
     * @param layout of its state
     * @param code a jar with its class, if the source offers one
     * @param callsPerSecond how often it was called lately
     */
    record Offer(
            UUID move,
            String to,
            ObjectName name,
            InterfaceId type,
            long epoch,
            StateLayout layout,
            Optional<OfferedJar> code,
            double callsPerSecond) {
        /** Refuses what is no number of calls. */
        public Offer {
            if (!(callsPerSecond >= 0 && callsPerSecond < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("calls a second of " + name + ": " + callsPerSecond);
            }
        }
    }
}
