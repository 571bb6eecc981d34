package bad;

import io.limpid.Bind;
import io.limpid.Movable;
import io.limpid.ResourceBinding;
import java.util.function.Supplier;

@Movable
class TypeBinding<T> {
    @Bind(ResourceBinding.BY_TYPE)
    private String name;

    @Bind(ResourceBinding.BY_TYPE)
    private int size;

    @Bind(ResourceBinding.BY_TYPE)
    private Supplier<String> names;

    @Bind(ResourceBinding.BY_TYPE)
    private Thread[] workers;

    @Bind(ResourceBinding.BY_TYPE)
    private T any;

    @Bind(ResourceBinding.BY_TYPE)
    private Kind kind;

    @Bind(ResourceBinding.BY_TYPE)
    private Hidden hidden;

    enum Kind {
        ONE
    }

    private static class Hidden {}
}
