package bad;

import io.limpid.Remote;

@Remote
interface RemoteImplementation {
    void merge(Savings other);

    final class Savings implements RemoteImplementation {
        @Override
        public void merge(Savings other) {}
    }
}
