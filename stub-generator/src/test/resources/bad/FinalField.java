package bad;

import io.limpid.Remote;
import java.util.ArrayList;
import java.util.List;

@Remote
interface FinalField {
    Basket basket();

    final class Basket {
        private final int version = 3;
        private final List<String> items = new ArrayList<>();
        private final transient Object lock = new Object();
    }
}
