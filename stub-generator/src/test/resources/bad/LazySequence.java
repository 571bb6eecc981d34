package bad;

import io.limpid.Remote;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@Remote
interface LazySequence {
    Stream<String> names();

    IntStream sizes();

    void add(Iterable<String> names);

    Iterator<String> iterator();
}
