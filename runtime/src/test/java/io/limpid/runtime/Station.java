package io.limpid.runtime;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** An object whose calls travel on to others and come back. */
@Remote
public interface Station {
    /** Goes on to the first station of the route with the rest of it; has this object alone. */
    String go(List<Station> route);

    /** The same, but looks at this object and has only the next one alone. */
    @ReadOnly
    String lookThenGo(List<Station> route);

    /** The same as {@link #go}, by asynchronous calls. */
    CompletionStage<String> goLater(List<Station> route);

    /** Tells what is left of the deadline here and, if there is one, at the next station. */
    List<Long> timeLeft(List<Station> route);

    /** Stays until it is let go or interrupted. */
    void stay();

    /** Gives the listener back. */
    Listener echo(Listener listener);

    /** Tells whether both mean the same object. */
    @ReadOnly
    boolean same(Listener one, Listener other);

    /** Tells the listener, and gives its answer. */
    String tell(Listener listener, String text);

    /** What is called back. */
    @Remote
    interface Listener {
        /** Takes the text, and answers. */
        String hear(String text);
    }
}
