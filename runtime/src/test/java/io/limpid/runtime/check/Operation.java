package io.limpid.runtime.check;

/**
 * One operation of a history, in virtual time.
 *
 * @param object which object; objects are judged apart
 * @param input what was asked
 * @param output what was answered; means nothing where the outcome is unknown
 * @param invoked when it was asked
 * @param returned when it was answered; {@link #NEVER} where it may have happened at any time since, or not at all
 */
public record Operation(String object, Object input, Object output, long invoked, long returned) {
    /** The end of an operation of unknown outcome. */
    public static final long NEVER = Long.MAX_VALUE;

    boolean isKnown() {
        return returned != NEVER;
    }
}
