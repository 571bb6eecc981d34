package bad;

import io.limpid.Combine;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Select;
import io.limpid.Strategy;

@Remote
interface BadReplication {
    @ReadOnly
    @Replicated(Strategy.LOG)
    int logged();

    @ReadOnly
    @Replicated(value = Strategy.QUORUM, combine = Combine.FIRST)
    int quorum();

    @ReadOnly
    @Replicated(value = Strategy.FORKING, replicas = 1)
    int forking();

    @ReadOnly
    @Replicated(value = Strategy.MAJORITY, replicas = 2, combine = Combine.FIRST)
    int majority();

    @ReadOnly
    @Replicated(value = Strategy.ALL, failures = 1, combine = Combine.FIRST)
    int all();

    @ReadOnly
    @Replicated(value = Strategy.HEDGED, failures = 0.5)
    int hedged();

    @ReadOnly
    @Replicated(select = Select.STICKY)
    int keyless(String key);

    @ReadOnly
    @Replicated(select = Select.STICKY, key = "name")
    int unknown(String key);

    @ReadOnly
    @Replicated(select = Select.STICKY, key = "key")
    int wrongType(double key);

    @ReadOnly
    @Replicated(select = Select.ZONE, key = "key")
    int needless(String key);

    @ReadOnly
    @Replicated(select = Select.STICKY, key = "key")
    int lawful(String key);

    @ReadOnly
    @Replicated(value = Strategy.HEDGED, staleMillis = 5)
    int stale();
}

@Remote
@Replicated(Strategy.LOG)
interface BadStaleness {
    @Replicated(value = Strategy.LOG, staleMillis = 5)
    void changing();

    @ReadOnly
    @Replicated(value = Strategy.LOG, staleMillis = -1)
    int negative();

    @ReadOnly
    @Replicated(value = Strategy.LOG, staleMillis = 5)
    int lawful();
}
