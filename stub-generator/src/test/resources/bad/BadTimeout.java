package bad;

import io.limpid.Remote;
import io.limpid.Timeout;
import java.util.concurrent.TimeUnit;

@Remote
@Timeout(-1)
interface BadTimeout {
    @Timeout(0)
    int size();

    int height();

    int width();

    @Timeout(value = 999, unit = TimeUnit.MICROSECONDS)
    int depth();

    @Timeout(1)
    int shortest();

    @Timeout(value = Long.MAX_VALUE, unit = TimeUnit.DAYS)
    int longest();
}
