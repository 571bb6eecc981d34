package ours;

import io.limpid.Remote;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import theirs.Ledger;

/** Its own parameters are open. */
@Remote
interface Generic<K extends Comparable<K>, V> extends Closeable {
    Optional<V> find(K key);

    <T extends V> void put(K key, T value);

    Map<K, List<V>> all(Collection<? extends K> keys);

    CompletionStage<V> later(K key);

    Ledger ledger(Generic<String, Long> other);

    @Override
    void close() throws IOException;

    /** Both of these declare it; the second is narrower. */
    interface Shelf {
        Object top() throws Exception;
    }

    /** The narrower one. */
    interface Box extends Shelf {
        @Override
        String top() throws IOException;
    }

    @Remote
    interface Chest extends Shelf, Box {
        default String bottom() {
            return "";
        }
    }
}
