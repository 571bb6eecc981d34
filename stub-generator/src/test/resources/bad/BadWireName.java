package bad;

import io.limpid.Remote;
import io.limpid.WireName;

@Remote
interface BadWireName {
    @WireName(" ")
    int size();

    @WireName("two words")
    int height();

    Color color();

    enum Color {
        RED,
        @WireName("")
        GREEN
    }
}
