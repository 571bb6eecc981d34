package bad;

import io.limpid.Remote;

@Remote
interface NotRemoteInterface {
    Shape shape();

    interface Shape {
        double area();

        double length();
    }
}
