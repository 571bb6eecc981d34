package bad;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;

@Remote
interface ConflictingEffects extends Counted, Listed {
    @ReadOnly
    @Idempotent
    int size();

    @Override
    @Idempotent
    void clear();
}

interface Counted {
    @ReadOnly
    int count();

    @Idempotent
    void reset();

    void clear();

    @ReadOnly
    boolean same();
}

interface Listed {
    @Idempotent
    int count();

    void reset();

    @ReadOnly
    void clear();

    @ReadOnly
    boolean same();
}
