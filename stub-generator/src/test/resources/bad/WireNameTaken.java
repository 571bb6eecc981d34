package bad;

import io.limpid.Remote;
import io.limpid.WireName;

@Remote
interface WireNameTaken {
    Color color();

    Shape shape();

    enum Color {
        RED,
        @WireName("RED")
        GREEN
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(int radius) implements Shape {}

    @WireName("bad.WireNameTaken.Circle")
    record Square(int side) implements Shape {}
}
