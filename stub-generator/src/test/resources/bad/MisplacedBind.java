package bad;

import io.limpid.Bind;
import io.limpid.Fastened;
import io.limpid.Movable;
import io.limpid.ResourceBinding;

interface MisplacedBind {
    class Unmarked {
        @Bind(ResourceBinding.BY_VALUE)
        private int size;
    }

    @Movable
    class Marked extends Above {
        @Bind(ResourceBinding.BY_TYPE)
        private static Thread worker;
    }

    class Above {
        @Bind(ResourceBinding.BY_VALUE)
        private int size;
    }

    abstract class Base {
        @Bind(ResourceBinding.BY_VALUE)
        private int size;
    }

    record Pair(@Bind(ResourceBinding.BY_VALUE) int size) {}

    @Fastened
    interface Device {}
}
