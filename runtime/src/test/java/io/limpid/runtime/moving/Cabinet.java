package io.limpid.runtime.moving;

import io.limpid.Bind;
import io.limpid.Movable;
import io.limpid.ResourceBinding;
import org.jspecify.annotations.Nullable;

/** A movable class below one that generated code cannot name. */
final class Cabinet {
    private Cabinet() {}

    private abstract static class Hidden implements Workshop.Bench {
        private long hours;

        @Bind(ResourceBinding.BY_TYPE)
        private Workshop.@Nullable Lamp lamp;

        @Override
        public long work(long more) {
            hours += more;
            return hours;
        }

        @Override
        public long hours() {
            return hours;
        }

        boolean isLit() {
            return lamp != null && lamp.shines();
        }
    }

    @Movable
    static final class Drawer extends Hidden {
        String content = "";
    }
}
