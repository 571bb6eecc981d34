package bad;

import io.limpid.Combine;
import io.limpid.Combiner;
import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;
import java.util.List;
import java.util.concurrent.CompletionStage;

@Remote
interface WrongCombiner {
    @ReadOnly
    @Replicated(value = Strategy.ALL, combine = Combine.SUM)
    String name();

    @ReadOnly
    @Replicated(value = Strategy.ALL, combine = Combine.UNION)
    CompletionStage<int[]> numbers();

    @ReadOnly
    @Replicated(value = Strategy.ALL, combine = Combine.MAX)
    List<String> greatest();

    @ReadOnly
    @Replicated(value = Strategy.MAJORITY, combine = Combine.VOTE)
    Plain plain();

    @ReadOnly
    @Replicated(value = Strategy.HEDGED, combine = Combine.FIRST)
    int one();

    @Idempotent
    @Replicated(value = Strategy.ALL, combine = Combine.FIRST)
    void put(int value);

    @ReadOnly
    @Replicated(value = Strategy.ALL, combine = Combine.FIRST, combiner = Longest.class)
    String both();

    @ReadOnly
    @Replicated(value = Strategy.ALL, combiner = Longest.class)
    long other();

    @ReadOnly
    @Replicated(value = Strategy.ALL, combiner = Unmade.class)
    CompletionStage<String> unmade();

    @ReadOnly
    @Replicated(value = Strategy.ALL, combiner = Longest.class)
    CompletionStage<String> lawful();

    @ReadOnly
    @Replicated(value = Strategy.MAJORITY, combine = Combine.VOTE)
    Equal alsoLawful();
}

class Plain {
    int value;
}

class Equal {
    int value;

    @Override
    public boolean equals(Object other) {
        return other instanceof Equal that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }
}

class Longest implements Combiner<String> {
    @Override
    public String combine(List<String> answers) {
        return answers.get(0);
    }
}

class Unmade implements Combiner<String> {
    Unmade(int size) {}

    @Override
    public String combine(List<String> answers) {
        return answers.get(0);
    }
}
