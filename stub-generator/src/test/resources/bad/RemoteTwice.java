package bad;

import io.limpid.Remote;
import io.limpid.RemoteOf;

@RemoteOf(RemoteTwice.Account.class)
@RemoteOf(RemoteTwice.Plain.class)
@RemoteOf(RemoteTwice.Plain.class)
final class RemoteTwice {
    interface Plain {
        int size();
    }

    @Remote
    interface Account {
        int size();
    }
}
