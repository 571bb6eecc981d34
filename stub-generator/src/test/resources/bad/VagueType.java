package bad;

import io.limpid.Remote;
import java.io.Serializable;
import java.util.Map;

@Remote
interface VagueType {
    void put(Object value);

    Map<String, Object> settings();

    Number size();

    void name(CharSequence name);

    Serializable state();
}
