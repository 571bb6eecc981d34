package bad;

import io.limpid.Remote;
import java.util.ArrayList;

@Remote
interface ForeignSuperclass {
    Names names();

    final class Names extends ArrayList<String> {
        String title;
    }
}
