package bad;

import io.limpid.Remote;

final class GeneratedNameTaken {
    @Remote
    interface Account {
        int size();
    }
}

final class GeneratedNameTakenAccountStub {}
