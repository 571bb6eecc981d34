package bad;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Timeout;

@Remote
interface MisplacedAnnotation {
    @ReadOnly
    int size();

    @ReadOnly
    default boolean isEmpty() {
        return size() == 0;
    }

    @Timeout(5)
    static int limit() {
        return 10;
    }

    @Timeout(5)
    final class Object implements MisplacedAnnotation {
        @Override
        @Idempotent
        public int size() {
            return 1;
        }
    }
}
