package io.limpid.runtime.everything;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** All that must hold, of calls that skip the network. */
@ParameterizedClass
@EnumSource
@Timeout(60)
final class EverythingWithinProcessTest extends EverythingBehaviour {
    private final Sockets none;

    EverythingWithinProcessTest(Sockets.Caller caller) {
        none = Sockets.without(caller);
    }

    @AfterEach
    void close() throws Exception {
        none.close();
    }

    @Override
    protected Everything everything() {
        return none.everything();
    }
}
