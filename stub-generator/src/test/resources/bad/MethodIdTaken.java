package bad;

import io.limpid.Remote;
import io.limpid.WireName;

@Remote
interface MethodIdTaken {
    void rename(String name);

    @WireName("rename")
    void call(String name);
}
