package io.limpid.runtime.transport;

import org.jspecify.annotations.Nullable;

/** Why there is no connection; never leaves the transport but as the cause of an outcome. */
final class ConnectFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectFailure(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
