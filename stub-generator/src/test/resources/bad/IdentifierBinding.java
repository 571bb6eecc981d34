package bad;

import io.limpid.Bind;
import io.limpid.Movable;
import io.limpid.Remote;
import io.limpid.ResourceBinding;
import java.util.List;

@Movable
class IdentifierBinding {
    @Bind(ResourceBinding.BY_IDENTIFIER)
    private java.util.logging.Logger log;

    @Bind(ResourceBinding.BY_IDENTIFIER)
    private WoodenDesk wooden;

    @Bind(ResourceBinding.BY_IDENTIFIER)
    private List<Desk> desks;

    @Bind(ResourceBinding.BY_IDENTIFIER)
    private int number;

    @Remote
    interface Desk {}

    static class WoodenDesk implements Desk {}
}
