package io.limpid.runtime.hosting;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait, by client: clients take turns, and of one client whoever came first goes first. So a client that sends a thousand calls
 * at once delays another's by one. Not thread-safe.
 */
final class FairQueue<T> {
    /** In the order in which their turns come; none is empty. */
    private final Map<Object, Set<T>> byClient = new LinkedHashMap<>();

    private int size;

    void add(Object client, T item) {
        if (byClient.computeIfAbsent(client, key -> new LinkedHashSet<>()).add(item)) {
            size++;
        }
    }

    boolean remove(Object client, T item) {
        Set<T> items = byClient.get(client);
        if (items == null || !items.remove(item)) {
            return false;
        }
        if (items.isEmpty()) {
            byClient.remove(client);
        }
        size--;
        return true;
    }

    /** Takes out the first of the client whose turn it is; null if nobody waits. */
    @Nullable
    T poll() {
        Iterator<Map.Entry<Object, Set<T>>> clients = byClient.entrySet().iterator();
        if (!clients.hasNext()) {
            return null;
        }
        Map.Entry<Object, Set<T>> turn = clients.next();
        Object client = turn.getKey();
        Set<T> items = turn.getValue();
        Iterator<T> first = items.iterator();
        T item = first.next();
        first.remove();
        clients.remove();
        if (!items.isEmpty()) {
            byClient.put(client, items);
        }
        size--;
        return item;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** How many go before a further one of this client. */
    long ahead(Object client) {
        Set<T> own = byClient.get(client);
        long others = byClient.size() - (own == null ? 0L : 1L);
        long mine = own == null ? 0 : own.size();
        // In each round until its turn every other client has one turn too, as long as it has any left.
        return Math.min(size, mine + (mine + 1) * others);
    }
}
