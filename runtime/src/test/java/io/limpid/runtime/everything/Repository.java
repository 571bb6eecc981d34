package io.limpid.runtime.everything;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A generic interface that a remote one inherits with arguments. */
public interface Repository<K, V> {
    @Idempotent
    Optional<V> put(K key, V value);

    @ReadOnly
    Optional<V> find(K key);

    @ReadOnly
    Map<K, V> all();

    /** Local: calls the object once for each key. */
    default List<Optional<V>> findAll(List<K> keys) {
        return keys.stream().map(this::find).toList();
    }
}
