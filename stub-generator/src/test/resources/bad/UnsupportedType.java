package bad;

import io.limpid.Remote;
import java.awt.List;
import java.util.Date;
import java.util.Vector;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

@Remote
interface UnsupportedType {
    Date since();

    List names();

    AtomicLong counter();

    Vector<String> old();

    void match(Pattern pattern);
}
