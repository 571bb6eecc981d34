package bad;

import io.limpid.Remote;

final class UnrestorableException {
    @Remote
    interface Account {
        void close() throws ClosedException;
    }

    class ClosedException extends Exception {}
}
