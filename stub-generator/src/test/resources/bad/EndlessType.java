package bad;

import io.limpid.Remote;
import java.util.List;

@Remote
interface EndlessType {
    Nest<String> nest();

    record Nest<T>(T value, Nest<List<T>> deeper) {}
}
