package bad;

import io.limpid.Remote;
import java.util.EnumSet;

@Remote
interface OpenTypeVariable {
    <T extends Comparable<T>> Range<T> range(T from, T to);

    <E extends Enum<E>> void choose(EnumSet<E> values);

    record Range<T extends Comparable<T>>(T from, T to) {}
}
