package bad;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;
import java.util.concurrent.CompletionStage;

@Remote
@Replicated(Strategy.MAJORITY)
interface MissingCombiner {
    @ReadOnly
    String read();

    @Idempotent
    void put(String value);

    @Idempotent
    CompletionStage<Void> putLater(String value);

    @ReadOnly
    @Replicated(Strategy.ALL)
    CompletionStage<Long> count();
}
