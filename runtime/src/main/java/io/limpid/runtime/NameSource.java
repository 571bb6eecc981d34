package io.limpid.runtime;

import io.limpid.runtime.identity.Binding;
import java.util.List;

/** How a process learns where named objects are. */
sealed interface NameSource {
    /** From naming. */
    record AtNaming(LimpidAddress address) implements NameSource {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** From a fixed list, for systems without naming. */
    record Fixed(List<Binding> bindings) implements NameSource {
        /** Copies the bindings. */
        public Fixed {
            bindings = List.copyOf(bindings);
        }

        @Override
        public String toString() {
            return "a fixed list of " + bindings.size() + " objects";
        }
    }
}
