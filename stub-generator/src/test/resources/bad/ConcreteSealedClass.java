package bad;

import io.limpid.Remote;

@Remote
interface ConcreteSealedClass {
    Shape shape();

    sealed class Shape permits Circle {
        int size;
    }

    final class Circle extends Shape {}
}
