package bad;

import io.limpid.Remote;
import java.util.List;

@Remote
interface ThrowableValue {
    void report(Exception problem);

    List<IllegalStateException> problems();
}
