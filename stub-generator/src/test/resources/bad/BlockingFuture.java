package bad;

import io.limpid.Remote;
import java.util.concurrent.Future;

@Remote
interface BlockingFuture {
    Future<Long> balance();
}
