package bad;

import io.limpid.NonBlocking;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;
import java.util.concurrent.Future;

@Remote
interface BadNonBlocking extends Prompt, Slow {
    @NonBlocking
    int size();

    @Override
    @NonBlocking
    void clear();
}

interface Prompt {
    @NonBlocking
    int count();

    @NonBlocking
    void reset();

    void clear();
}

interface Slow {
    int count();

    @NonBlocking
    void reset();

    void clear();
}

@Remote
@Replicated(Strategy.LOG)
interface Logged {
    @NonBlocking
    int size();

    int more();
}

@Remote
interface Blocking {
    @NonBlocking
    Future<Integer> size();
}
