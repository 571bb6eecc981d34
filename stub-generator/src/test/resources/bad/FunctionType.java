package bad;

import io.limpid.Remote;
import java.util.function.Predicate;

@Remote
interface FunctionType {
    int count(Predicate<String> filter);

    void run(Runnable task);

    void listen(Listener listener);

    interface Listener {
        void heard(String what);
    }
}
