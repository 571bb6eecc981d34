package io.limpid.runtime.migration.placement;

import io.limpid.runtime.identity.ObjectName;
import java.time.Duration;
import java.util.List;

/** Decides which objects of one host go elsewhere, by what the host sees once an interval. For one thread. */
public interface PlacementRule {
    /** Between two looks. */
    Duration interval();

    /**
     * Looks once.
     *
     * @return the moves to begin; of each it is to be told when it is over
     */
    List<Move> look(Sight sight);

    /** An object has come here, or a move that was decided here is over, whether the object went or stayed: it stays for a while. */
    void rests(ObjectName object);
}
