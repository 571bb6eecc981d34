package io.limpid.runtime.everything;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** All that must hold, through clients and hosts, over loopback. */
@ParameterizedClass
@EnumSource
@Timeout(60)
final class EverythingOverSocketsTest extends EverythingBehaviour {
    private final Sockets sockets;

    EverythingOverSocketsTest(Sockets.Caller caller) {
        sockets = Sockets.open(caller);
    }

    @AfterEach
    void close() throws Exception {
        sockets.close();
    }

    @Override
    protected Everything everything() {
        return sockets.everything();
    }
}
