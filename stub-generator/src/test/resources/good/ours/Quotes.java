package ours;

import io.limpid.Combine;
import io.limpid.Combiner;
import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Select;
import io.limpid.Strategy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

@Remote
@Replicated(Strategy.HEDGED)
public interface Quotes {
    @ReadOnly
    long hedged();

    @ReadOnly
    @Replicated(value = Strategy.MAJORITY, combine = Combine.VOTE)
    BigDecimal voted(String symbol);

    @ReadOnly
    @Replicated(value = Strategy.ALL, failures = 0.4, combine = Combine.UNION)
    Set<String> united();

    @ReadOnly
    @Replicated(value = Strategy.QUORUM, replicas = 2, combiner = Middle.class)
    CompletionStage<Long> combined();

    @Idempotent
    @Replicated(Strategy.ALL)
    void published(String symbol, long price);

    @Replicated(select = Select.STICKY, key = "symbol")
    long sticky(String symbol, int many);

    @ReadOnly
    @Replicated(value = Strategy.FORKING, select = Select.ZONE)
    long forked();

    final class Middle implements Combiner<Long> {
        @Override
        public Long combine(List<Long> answers) {
            return answers.stream().sorted().toList().get(answers.size() / 2);
        }
    }
}
