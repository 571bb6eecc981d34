package bad;

import io.limpid.Bind;
import io.limpid.Movable;
import io.limpid.Remote;
import io.limpid.ResourceBinding;

@Movable
class ValueBinding {
    @Bind(ResourceBinding.BY_VALUE)
    private Desk desk;

    @Bind(ResourceBinding.BY_VALUE)
    private Thread worker;

    @Remote
    interface Desk {}
}
