package io.limpid.runtime.replication;

import io.limpid.Select;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Replication;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Puts a group's replicas into the order in which a call goes to them. Classes first: those that this call has met come last; before them
 * those that are away or ejected; before them backups; and where calls are to stay near, before those, primaries of other zones. Within the
 * first class the method's {@link Select} decides. Stateless but for the loads.
 */
final class Selector {
    /** How much more than its share of calls under way a replica may have before keys go past it (Mirrokni et al., 2016). */
    private static final double BOUND = 1.25;

    private final Clock clock;
    private final RandomGenerator random;
    private final Predicate<Endpoint> away;
    private final String zone;

    Selector(Clock clock, RandomGenerator random, Predicate<Endpoint> away, String zone) {
        this.clock = clock;
        this.random = random;
        this.away = away;
        this.zone = zone;
    }

    List<Replica> order(Invocation invocation, Binding group, GroupLoad load) {
        Replication replication = invocation.method().replication();
        Set<Object> met = invocation.journal().latestAttempts().stream()
                .map(Journal.Attempt::place)
                .collect(Collectors.toSet());
        long now = clock.nanoTime();
        List<Replica> order = new ArrayList<>(group.replicas());
        if (replication.select() == Select.STICKY) {
            order.sort(
                    Comparator.comparingLong(affinity(invocation, replication)).reversed());
        } else if (replication.select() == Select.ROUND_ROBIN) {
            Collections.rotate(order, -(load.nextTurn() % order.size()));
        } else {
            Collections.rotate(order, random.nextInt(order.size()));
        }
        Function<Replica, Integer> rank = replica -> rank(replica, replication, met, load.of(replica), now);
        order.sort(Comparator.comparing(rank));
        Integer best = rank.apply(order.get(0));
        int first = (int) order.stream()
                .filter(replica -> rank.apply(replica).equals(best))
                .count();
        preferred(order.subList(0, first), replication.select(), load, now);
        return order;
    }

    private int rank(Replica replica, Replication replication, Set<Object> met, ReplicaLoad load, long now) {
        int rank = met.contains(replica.endpoint()) ? 8 : 0;
        rank += away.test(replica.endpoint()) || load.isEjected(now) ? 4 : 0;
        rank += replica.role() == Role.BACKUP ? 2 : 0;
        return rank + (replication.select() == Select.ZONE && !replica.zone().equals(zone) ? 1 : 0);
    }

    private void preferred(List<Replica> first, Select select, GroupLoad load, long now) {
        if (select == Select.STICKY) {
            withRoomFirst(first, load);
        } else if (select != Select.ROUND_ROBIN && first.size() > 1) {
            // The first is a random one already, because all were turned by chance; the other is any of the rest.
            int other = 1 + random.nextInt(first.size() - 1);
            if (load.of(first.get(other)).cost(now) < load.of(first.get(0)).cost(now)) {
                Collections.swap(first, 0, other);
            }
        }
    }

    private static void withRoomFirst(List<Replica> first, GroupLoad load) {
        int all =
                first.stream().mapToInt(replica -> load.of(replica).underWay()).sum();
        double bound = Math.max(1, BOUND * (all + 1) / first.size());
        first.sort(Comparator.comparing(replica -> load.of(replica).underWay() + 1 > Math.ceil(bound)));
    }

    /**
     * How much a key belongs to a replica: the highest of a hash of both has it (rendezvous hashing, Thaler and Ravishankar 1998), so that when
     * a replica goes, only its keys move. By the host's name, which a replica has again when it comes again.
     */
    private static java.util.function.ToLongFunction<Replica> affinity(Invocation invocation, Replication replication) {
        Function<io.limpid.runtime.invocation.Arguments, ?> key = replication.key();
        String text = key == null ? "" : String.valueOf(key.apply(invocation.arguments()));
        long keyHash = hash(text);
        return replica -> mixed(keyHash ^ mixed(hash(replica.host())));
    }

    /** FNV-1a; not {@code hashCode}, whose values for similar texts are neighbours. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of MurmurHash3. */
    private static long mixed(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
