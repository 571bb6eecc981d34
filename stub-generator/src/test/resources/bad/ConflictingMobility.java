package bad;

import io.limpid.Fastened;
import io.limpid.Movable;

interface ConflictingMobility {
    @Movable
    @Fastened
    class Both {}

    @Fastened
    class Device {}

    @Movable
    class Scanner extends Device {}
}
