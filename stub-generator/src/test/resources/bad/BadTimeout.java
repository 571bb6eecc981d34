package bad;

import io.limpid.Remote;
import io.limpid.Timeout;

@Remote
@Timeout(-1)
interface BadTimeout {
    @Timeout(0)
    int size();

    int height();

    int width();
}
