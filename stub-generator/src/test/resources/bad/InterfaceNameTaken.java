package bad;

import io.limpid.Remote;
import io.limpid.WireName;

final class InterfaceNameTaken {
    @Remote
    @WireName("account")
    interface One {
        int size();
    }

    @Remote
    @WireName("account")
    interface Other {
        int size();
    }
}
