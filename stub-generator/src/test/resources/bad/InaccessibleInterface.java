package bad;

import io.limpid.Remote;

final class InaccessibleInterface {
    @Remote
    private interface Hidden {
        int size();
    }
}
