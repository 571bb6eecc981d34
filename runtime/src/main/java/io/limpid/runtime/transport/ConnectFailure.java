package io.limpid.runtime.transport;

import org.jspecify.annotations.Nullable;

/** Why there is no connection; never leaves the transport but as the cause of an outcome. */
final class ConnectFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether nobody spoke in time, as opposed to a word that there is no way. */
    private final boolean silence;

    ConnectFailure(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private ConnectFailure(String message, @Nullable Throwable cause, boolean silence) {
        super(message, cause, false, false);
        this.silence = silence;
    }

    static ConnectFailure ofSilence(String message, @Nullable Throwable cause) {
        return new ConnectFailure(message, cause, true);
    }

    boolean isSilence() {
        return silence;
    }
}
