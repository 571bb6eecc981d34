package bad;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Select;
import io.limpid.Strategy;

@Remote
interface ConflictingReplication extends Near, Far {
    @Override
    @ReadOnly
    @Replicated(Strategy.FORKING)
    int overridden();
}

interface Near {
    @ReadOnly
    @Replicated(Strategy.HEDGED)
    int read();

    @ReadOnly
    int overridden();

    @ReadOnly
    @Replicated(select = Select.ZONE)
    int same();
}

interface Far {
    @ReadOnly
    int read();

    @ReadOnly
    @Replicated(Strategy.HEDGED)
    int overridden();

    @ReadOnly
    @Replicated(select = Select.ZONE)
    int same();
}
