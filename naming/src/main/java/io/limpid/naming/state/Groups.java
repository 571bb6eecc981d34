package io.limpid.naming.state;

import io.limpid.naming.state.Command.JoinGroup;
import io.limpid.naming.state.Held.Life;
import io.limpid.naming.state.Held.Owner;
import io.limpid.naming.state.Names.Holder;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a group when replicas come and go. Each replica is fenced by the epoch at which it joined; the binding's epoch counts the
 * changes of the membership. A host has one place in a group, and its next process takes it over. Stateless.
 */
final class Groups {
    /** A caller holds the whole list, and so does each of the latest changes. */
    static final int MOST_REPLICAS = 64;

    private Groups() {}

    /** The binding of which this holder has that place already; null if it has not. */
    static @Nullable Binding present(Held held, JoinGroup join, Holder holder) {
        for (int i = 0; i < held.owners().size(); i++) {
            Replica replica = held.binding().replicas().get(i);
            Replica same = new Replica(
                    holder.host(),
                    holder.endpoint(),
                    join.seat().role(),
                    join.seat().zone(),
                    replica.since());
            if (held.owners().get(i).instance().equals(holder.instance()) && replica.equals(same)) {
                return held.binding();
            }
        }
        return null;
    }

    /** A group of one. */
    static Held first(JoinGroup join, Holder holder, long epoch) {
        return Held.alone(
                new Binding(join.name(), join.type(), epoch, epoch, List.of(replica(join, holder, epoch))),
                0,
                holder.instance());
    }

    /** The group with one more, who takes the place of an earlier process of its host. */
    static Held joined(Held held, JoinGroup join, Holder holder, long epoch) {
        List<Replica> replicas = new ArrayList<>();
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < held.owners().size(); i++) {
            Replica replica = held.binding().replicas().get(i);
            if (!replica.host().equals(holder.host()) && held.owners().get(i).life() != Life.GONE) {
                replicas.add(replica);
                owners.add(held.owners().get(i));
            }
        }
        replicas.add(replica(join, holder, epoch));
        owners.add(new Owner(holder.instance(), Life.LIVING));
        return changed(held, replicas, owners, epoch);
    }

    private static Replica replica(JoinGroup join, Holder holder, long epoch) {
        return new Replica(
                holder.host(),
                holder.endpoint(),
                join.seat().role(),
                join.seat().zone(),
                epoch);
    }

    /** Tells whether the group has owners who are gone, and others who live, so that nobody needs the former. */
    static boolean hasLeftBehind(Held held) {
        return held.isGroup() && !held.isFree() && held.owners().stream().anyMatch(owner -> owner.life() == Life.GONE);
    }

    /** The group without some; empty if nobody remains. */
    static Optional<Held> without(Held held, BiPredicate<Owner, Replica> some, long epoch) {
        List<Replica> replicas = new ArrayList<>();
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < held.owners().size(); i++) {
            Replica replica = held.binding().replicas().get(i);
            if (!some.test(held.owners().get(i), replica)) {
                replicas.add(replica);
                owners.add(held.owners().get(i));
            }
        }
        return replicas.isEmpty() ? Optional.empty() : Optional.of(changed(held, replicas, owners, epoch));
    }

    private static Held changed(Held held, List<Replica> replicas, List<Owner> owners, long epoch) {
        Binding before = held.binding();
        return Held.of(new Binding(before.name(), before.type(), epoch, before.incarnation(), replicas), 0, owners);
    }
}
