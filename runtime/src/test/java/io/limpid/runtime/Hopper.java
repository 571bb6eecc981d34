package io.limpid.runtime;

import io.limpid.Remote;
import java.util.List;

/** An object that makes its calls on other threads. */
@Remote
public interface Hopper {
    /** Goes on to the first of the route with the rest of it, from another thread. */
    String hop(List<Hopper> route);

    /** Has the other wait on another thread, and waits for it. */
    void waitAt(Hopper other);

    /** Prepares a task that will have the other wait, and returns. */
    void prepare(Hopper other);

    /** Waits until it is let go or interrupted. */
    void await();
}
