package bad;

import io.limpid.Remote;
import io.limpid.Timeout;
import java.util.concurrent.TimeUnit;

@Remote
interface ConflictingTimeouts extends Quick, Patient {
    @Override
    void decided();
}

interface Quick {
    @Timeout(100)
    int size();

    @Timeout(100)
    int level();

    @Timeout(1_000)
    int same();

    @Timeout(100)
    void decided();
}

@Timeout(value = 1, unit = TimeUnit.SECONDS)
interface Patient {
    int size();

    @Timeout(value = 3, unit = TimeUnit.SECONDS)
    int level();

    int same();

    void decided();
}
