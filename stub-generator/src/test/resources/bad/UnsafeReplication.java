package bad;

import io.limpid.Combine;
import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;

@Remote
@Replicated(Strategy.HEDGED)
interface UnsafeReplication {
    @ReadOnly
    int read();

    @Idempotent
    void put(int value);

    void add(int value);

    @Replicated(value = Strategy.MAJORITY, combine = Combine.VOTE)
    int take();

    @Replicated(Strategy.FAILFAST)
    void lawful();
}
