package bad;

import io.limpid.Movable;
import io.limpid.WireName;

interface MovableNameTaken {
    @Movable
    @WireName("till")
    class Till {}

    @Movable
    @WireName("till")
    class Drawer {}
}
