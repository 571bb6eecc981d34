package io.limpid.cell;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an object of a cell may ask of the world: the time and the chance of the call that it serves. Both were put into the log with the
 * call, so that every replica meets the same ones, now and whenever the log is applied again. Only for the thread that serves the call.
 *
 * <pre>{@code
 * public long reserve(String item) {
 *     Instant until = ReplicatedCall.current().time().plus(TEN_MINUTES);
 *     ...
 * }
 * }</pre>
 */
public final class ReplicatedCall {
    private static final ThreadLocal<@Nullable ReplicatedCall> SERVED = new ThreadLocal<>();

    private final Instant time;
    private final RandomGenerator random;

    ReplicatedCall(Instant time, long seed) {
        this.time = time;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Gives the one that this thread serves.
     *
     * @throws IllegalStateException if it serves no call of a cell's object
     */
    public static ReplicatedCall current() {
        ReplicatedCall served = SERVED.get();
        if (served == null) {
            throw new IllegalStateException("this thread serves no call of an object that is replicated by a log");
        }
        return served;
    }

    /** The wall clock's time at the leader when the call came, in milliseconds; never before that of an earlier call of the cell. */
    public Instant time() {
        return time;
    }

    /** Chance that is the same on every replica, as long as all run the same version of Java. */
    public RandomGenerator random() {
        return random;
    }

    /** Runs with this one as the current. */
    @Nullable
    Object serve(Served task) throws Throwable {
        SERVED.set(this);
        try {
            return task.run();
        } finally {
            SERVED.remove();
        }
    }

    /** A method's run. */
    @FunctionalInterface
    interface Served {
        @Nullable
        Object run() throws Throwable;
    }
}
