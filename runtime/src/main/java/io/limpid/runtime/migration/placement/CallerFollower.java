package io.limpid.runtime.migration.placement;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides, for one host, which of its objects go to the host that calls them most. A state machine for one thread: asked once an
 * interval, told when moves end. Only callers that are hosts themselves can be followed.
 *
 * <p>Each object keeps one candidate and its lead: a call by the candidate adds one, any other takes one away, and at zero the next caller
 * becomes the candidate. So whoever makes more than half of the calls is found without counting each caller [1]. The object goes when the
 * lead has reached what the move costs, expressed in calls: the rule for the migration of pages [2], which never spends more on moves
 * than the calls that they were made for had cost, whatever callers do next. An interval that decides nothing halves the lead: what
 * was long ago is no reason.
 *
 * <p>Why nothing is moved to and fro for nothing: at the new place calls of the one who was followed count for staying, so that another must
 * gain the whole lead anew, with a longer state a longer one. Besides, an object that has come rests.
 *
 * <p>[1] Boyer, Moore, "MJRTY - a fast majority vote algorithm", in "Automated Reasoning", 1991 (found in 1981). [2] Black, Sleator,
 * "Competitive algorithms for replication and migration problems", CMU-CS-89-201, 1989; we forget, which it does not.
 */
public final class CallerFollower implements PlacementRule {
    /**
     * How eager it is.
     *
     * @param interval between two looks
     * @param fewestCalls the lead at which an object without state goes
     * @param bytesPerCall so many bytes of state cost as much as a call
     * @param mostMoves under way at once
     * @param rest how long an object that has moved stays
     */
    public record Settings(Duration interval, int fewestCalls, int bytesPerCall, int mostMoves, Duration rest) {
        /** For objects that are called often from one place for minutes. */
        public static final Settings DEFAULT =
                new Settings(Duration.ofSeconds(15), 500, 1 << 10, 4, Duration.ofMinutes(1));

        /** Checks that all are positive. */
        public Settings {
            if (interval.isNegative() || interval.isZero() || rest.isNegative()) {
                throw new IllegalArgumentException("interval " + interval + ", rest " + rest
                        + " (expected: an interval of more than nothing, a rest that is not negative)");
            }
            if (fewestCalls < 1 || bytesPerCall < 1 || mostMoves < 1) {
                throw new IllegalArgumentException("fewest calls " + fewestCalls + ", bytes per call " + bytesPerCall
                        + ", moves " + mostMoves + " (expected: at least 1)");
            }
        }

        /** Looks as often. */
        public Settings interval(Duration between) {
            return new Settings(between, fewestCalls, bytesPerCall, mostMoves, rest);
        }

        /** Moves an object for a lead of so many calls, and of one more for each so many bytes of its state. */
        public Settings cost(int calls, int bytes) {
            return new Settings(interval, calls, bytes, mostMoves, rest);
        }

        /** Moves so many objects at once at most. */
        public Settings atMost(int moves) {
            return new Settings(interval, fewestCalls, bytesPerCall, moves, rest);
        }

        /** Lets an object that has moved stay for so long. */
        public Settings rest(Duration span) {
            return new Settings(interval, fewestCalls, bytesPerCall, mostMoves, span);
        }

        /** The lead at which an object goes. */
        long cost(long stateBytes) {
            return fewestCalls + stateBytes / bytesPerCall;
        }
    }

    private static final int NOBODY = 0;

    private static final double NANOS_PER_SECOND = 1e9;

    /** Of the calls of an interval, that the lead must be at least: three of five calls are the candidate's. With many calls, chance alone leads. */
    private static final double CLEAR = 0.2;

    private final String host;
    private final Settings settings;
    private final Rests rests;

    /** Makes one for a host. */
    public CallerFollower(String host, Settings settings, Clock clock) {
        this.host = host;
        this.settings = settings;
        this.rests = new Rests(clock, settings.rest());
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public void rests(ObjectName object) {
        rests.begin(object);
    }

    /** Looks once. The leads of all objects are to be halved when they are seen. */
    @Override
    public List<Move> look(Sight sight) {
        Map<Integer, String> callers = new HashMap<>();
        sight.others().forEach(each -> callers.put(each.caller(), each.host()));
        rests.prune();
        List<SeenObject> ready = sight.objects().stream()
                .filter(this::isClear)
                .filter(each -> rests.isFree(each.load().name()))
                .sorted(Comparator.comparingInt(SeenObject::lead)
                        .reversed()
                        .thenComparing(each -> each.load().name().path()))
                .toList();
        List<Move> moves = new ArrayList<>();
        for (SeenObject each : ready) {
            String caller = callers.get(each.caller());
            if (each.caller() != NOBODY && caller != null && rests.underWay() < settings.mostMoves()) {
                moves.add(move(each, caller));
                rests.begun(each.load().name());
            }
        }
        return moves;
    }

    private boolean isClear(SeenObject followed) {
        double calls = followed.load().callsPerSecond() * settings.interval().toNanos() / NANOS_PER_SECOND;
        return followed.lead() >= settings.cost(followed.load().stateBytes()) && followed.lead() >= calls * CLEAR;
    }

    private Move move(SeenObject followed, String caller) {
        String reason = "%s made %d calls more than all others, and the move of %d bytes is worth %d"
                .formatted(
                        caller,
                        followed.lead(),
                        followed.load().stateBytes(),
                        settings.cost(followed.load().stateBytes()));
        return new Move(followed.load().name(), host, caller, reason);
    }
}
