package io.limpid.runtime.everything;

import io.limpid.runtime.everything.Values.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exceptions of a user's own. */
public final class Troubles {
    private Troubles() {}

    /** Checked, with fields that are final, and a constructor that cannot be called with nothing. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;
        private final transient int notSent;
        private final List<Name> whom;

        /** Makes one. */
        public RefusedException(String message, int code, List<Name> whom, @Nullable Throwable cause) {
            super(message, cause);
            this.code = code;
            this.whom = whom;
            this.notSent = 5;
        }

        public int code() {
            return code;
        }

        public int notSent() {
            return notSent;
        }

        public List<Name> whom() {
            return whom;
        }
    }

    /** A sealed hierarchy of exceptions: each arrives as what it is. */
    public abstract static sealed class Trouble extends Exception permits BigTrouble, SmallTrouble {
        private static final long serialVersionUID = 1L;

        /** How bad. */
        private final long size;

        Trouble(String message, long size) {
            super(message);
            this.size = size;
        }

        public long size() {
            return size;
        }
    }

    /** One kind. */
    public static final class BigTrouble extends Trouble {
        private static final long serialVersionUID = 1L;

        /** Makes one. */
        public BigTrouble(String message) {
            super(message, Long.MAX_VALUE);
        }
    }

    /** Another. */
    public static final class SmallTrouble extends Trouble {
        private static final long serialVersionUID = 1L;
        private final @Nullable String hint;

        /** Makes one. */
        public SmallTrouble(String message, @Nullable String hint) {
            super(message, 1);
            this.hint = hint;
        }

        public @Nullable String hint() {
            return hint;
        }
    }

    /** Declared nowhere. */
    public static final class UnknownTrouble extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Makes one. */
        public UnknownTrouble(String message) {
            super(message);
        }
    }
}
