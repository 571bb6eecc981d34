package bad;

import io.limpid.Remote;
import java.util.List;

@Remote(types = {BadCarriedType.Name.class, List.class, int.class})
interface BadCarriedType {
    <T> T echo(T value);

    record Name(String text) {}
}
