package bad;

import io.limpid.Bind;
import io.limpid.Movable;
import io.limpid.ResourceBinding;

@Movable
class BoundTransient {
    @Bind(ResourceBinding.BY_VALUE)
    private transient long cents;

    private transient Thread worker;
}
