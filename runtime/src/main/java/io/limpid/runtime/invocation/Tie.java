package io.limpid.runtime.invocation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * Between who makes several attempts of one call and the connection that carries one of them: whether the attempt's method runs yet, or waits at its
 * host. After Dean and Barroso, "The Tail at Scale" (2013), where the hosts tell each other; here the caller tells them. Thread-safe.
 */
public final class Tie {
    @GuardedBy("this")
    private @Nullable Runnable question;

    @GuardedBy("this")
    private @Nullable Listener listener;

    /** Hears of it, on any thread; must return at once. */
    public interface Listener {
        /**
         * Takes it.
         *
         * @param runs whether the method has begun; else it waits, and this is told once more when it has
         */
        void heard(boolean runs);
    }

    /** Has been sent by somebody who can ask; he does at once if that is wanted already. */
    public void sentBy(Runnable asking) {
        boolean wanted;
        synchronized (this) {
            question = asking;
            wanted = listener != null;
        }
        if (wanted) {
            asking.run();
        }
    }

    /** Asks, as soon as the attempt has been sent. Nothing is heard where nobody can tell. To be called once. */
    public void ask(Listener hears) {
        Runnable asking;
        synchronized (this) {
            listener = hears;
            asking = question;
        }
        if (asking != null) {
            asking.run();
        }
    }

    /** The host has said it. */
    public void heard(boolean runs) {
        Listener hears;
        synchronized (this) {
            hears = listener;
        }
        if (hears != null) {
            hears.heard(runs);
        }
    }
}
