package bad;

import io.limpid.Remote;

@Remote
interface AbstractClass {
    Shape shape();

    abstract class Shape {
        int size;
    }
}
