package io.limpid.runtime.invocation;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Where chance comes from outside of tests; everything else is passed a {@link RandomGenerator}. */
public final class SystemRandom {
    private SystemRandom() {}

    /** Gives a fast generator for jitter and choices; thread-safe. */
    public static RandomGenerator forChoices() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    /** Draws an id that no other process draws. */
    public static UUID unique() {
        SecureRandom random = new SecureRandom();
        return new UUID(random.nextLong(), random.nextLong());
    }
}
