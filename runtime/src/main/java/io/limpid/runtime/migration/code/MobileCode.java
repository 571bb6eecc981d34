package io.limpid.runtime.migration.code;

import io.limpid.runtime.invocation.Clock;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Collection;

/**
 * The code that goes along with a host's objects.
 *
 * @param offers what it gives
 * @param intake what it takes
 */
public record MobileCode(CodeOffers offers, CodeIntake intake) {
    /**
     * Reads the jars that are offered.
     *
     * @throws IllegalArgumentException if one cannot be read
     */
    public static MobileCode of(Collection<Path> offered, Collection<X509Certificate> trusted, Clock clock) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = context == null ? MobileCode.class.getClassLoader() : context;
        return new MobileCode(CodeOffers.of(offered), new CodeIntake(trusted, JarLimits.DEFAULT, own, clock));
    }
}
