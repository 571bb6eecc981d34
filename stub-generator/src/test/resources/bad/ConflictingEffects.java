package bad;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;

@Remote
interface ConflictingEffects {
    @ReadOnly
    @Idempotent
    int size();
}
