package bad;

import io.limpid.Remote;
import java.util.List;
import java.util.Map;

@Remote
interface RawType {
    List names();

    void put(Map values);

    Page page();

    record Page<T>(List<T> items) {}
}
