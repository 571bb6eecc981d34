package bad;

import io.limpid.Movable;

interface NotMovable {
    @Movable
    interface Shape {}

    @Movable
    abstract class Base {}

    @Movable
    record Value(int size) {}

    @Movable
    enum Kind {
        ONE
    }
}
