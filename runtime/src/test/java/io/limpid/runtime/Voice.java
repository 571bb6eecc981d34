package io.limpid.runtime;

import io.limpid.Combine;
import io.limpid.Combiner;
import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Select;
import io.limpid.Strategy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What each replica of a group sings for itself. */
@Remote
interface Voice {
    @ReadOnly
    String name();

    /** Counts, exactly once, and says where. */
    String sing();

    @Idempotent
    @Replicated(Strategy.ALL)
    void learn(String song);

    @ReadOnly
    @Replicated(value = Strategy.MAJORITY, combine = Combine.VOTE)
    String song();

    @ReadOnly
    @Replicated(value = Strategy.ALL, combine = Combine.UNION)
    CompletionStage<Set<String>> names();

    @ReadOnly
    @Replicated(value = Strategy.QUORUM, replicas = 2, combiner = Together.class)
    String together();

    @ReadOnly
    @Replicated(Strategy.HEDGED)
    String hedged();

    @ReadOnly
    @Replicated(value = Strategy.FORKING, replicas = 2)
    String forked();

    @Replicated(Strategy.FAILFAST)
    String singOnce();

    @ReadOnly
    @Replicated(select = Select.STICKY, key = "listener")
    String singTo(String listener);

    /** Answers in the order of their words. */
    final class Together implements Combiner<String> {
        @Override
        public String combine(List<String> answers) {
            return String.join(" and ", answers.stream().sorted().toList());
        }
    }
}
