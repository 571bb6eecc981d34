package bad;

import io.limpid.Remote;

@Remote
interface NoDefaultConstructor {
    Balance balance();

    final class Balance {
        private long cents;

        Balance(long cents) {
            this.cents = cents;
        }
    }
}
