package bad;

import io.limpid.Movable;
import io.limpid.Remote;
import java.util.List;

@Remote
interface MovableValue {
    void take(List<Ledger> ledgers);

    @Movable
    class Ledger {
        private Ledger next;
    }

    @Remote
    interface Desk {}

    @Movable
    class WoodenDesk implements Desk {
        private WoodenDesk beside;
    }
}
