package bad;

import io.limpid.Remote;
import io.limpid.RemoteOf;

@Remote
class NotAnInterface {
    @Remote
    enum Kind {
        ONE
    }

    @Remote
    record Value(int number) {}

    @Remote
    @interface Mark {}

    @RemoteOf(String.class)
    static final class Ours {}

    @RemoteOf(int[].class)
    static final class OursToo {}
}
