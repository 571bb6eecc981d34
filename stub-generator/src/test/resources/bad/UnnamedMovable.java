import io.limpid.Movable;

@Movable
class UnnamedMovable {}
