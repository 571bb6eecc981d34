package bad;

import io.limpid.Remote;

@Remote
interface OpenSubtype {
    Shape shape();

    sealed interface Shape permits Circle, Other {}

    record Circle(int radius) implements Shape {}

    non-sealed interface Other extends Shape {}
}
