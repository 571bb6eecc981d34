package bad;

import io.limpid.Remote;

final class InnerClass {
    @Remote
    interface Account {
        Statement statement();
    }

    class Statement {
        long cents;
    }
}
