package bad;

import io.limpid.Remote;

@Remote
interface ThrowsVariable {
    <X extends Exception> void close(String name) throws X;
}
