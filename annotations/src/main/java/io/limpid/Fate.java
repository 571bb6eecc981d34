package io.limpid;

/**
 * What became of a call whose caller was told "unknown", as its object knows it. The first three are final: asked again, the answer is
 * the same. Immutable.
 */
public sealed interface Fate {
    /**
     * The method ran and returned.
     *
     * @param result what the call would have returned; null for {@code void}, and the stage's content where the method is asynchronous
     */
    record Returned(Object result) implements Fate {}

    /**
     * The method ran and threw.
     *
     * @param exception what the call would have thrown: an exception that the method declares, or a {@link RemoteFailureException}
     */
    record Threw(Throwable exception) implements Fate {}

    /** The method has not run, and never will for this call, even if one of its attempts should arrive yet. */
    record NotExecuted() implements Fate {}

    /** The call has reached its object, where it waits or runs. It can be asked about again. */
    record Running() implements Fate {}

    /**
     * Nobody can tell any more: the method ran once, or not at all.
     *
     * @param why who knew it, and why that is lost
     */
    record Forgotten(String why) implements Fate {}
}
