package bad;

import io.limpid.Remote;

@Remote
interface ReservedMethod {
    String stubInvoker();
}
