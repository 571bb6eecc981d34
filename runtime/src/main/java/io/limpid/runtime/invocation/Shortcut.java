package io.limpid.runtime.invocation;

import org.jspecify.annotations.Nullable;

/** A way to objects of this process that needs neither a message nor another thread, for methods that take but a moment. Thread-safe. */
public interface Shortcut {
    /** Leads nowhere. */
    Shortcut NONE = new Shortcut() {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public @Nullable Outcome take(Invocation call, Class<?> type) {
            return null;
        }
    };

    /** Tells whether there are objects to which it may lead. */
    boolean isOpen();

    /**
     * Runs the call's method on this thread, before it returns.
     *
     * @param call one that has no id yet, and whose caller waits
     * @param type the Java interface by which it is made
     * @return how it ended; null if it is not for this way, and then nothing has happened
     */
    @Nullable
    Outcome take(Invocation call, Class<?> type);
}
