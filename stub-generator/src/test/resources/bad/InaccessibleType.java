package bad;

import io.limpid.Remote;

final class InaccessibleType {
    @Remote
    interface Account {
        Balance balance();
    }

    private record Balance(long cents) {}
}
