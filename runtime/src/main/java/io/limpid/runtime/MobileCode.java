package io.limpid.runtime;

import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.migration.code.CodeIntake;
import io.limpid.runtime.migration.code.CodeOffers;
import io.limpid.runtime.migration.code.JarLimits;

/**
 * The code that goes along with a host's objects.
 *
 * @param offers what it gives
 * @param intake what it takes
 */
record MobileCode(CodeOffers offers, CodeIntake intake) {
    static MobileCode of(HostSettings.Code settings, Clock clock) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = context == null ? MobileCode.class.getClassLoader() : context;
        return new MobileCode(
                CodeOffers.of(settings.offered()), new CodeIntake(settings.trusted(), JarLimits.DEFAULT, own, clock));
    }
}
