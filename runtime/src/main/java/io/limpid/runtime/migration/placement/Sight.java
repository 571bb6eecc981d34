package io.limpid.runtime.migration.placement;

import java.util.List;

/**
 * What a host sees when it looks.
 *
 * @param callsPerSecond of all its objects
 * @param objects those of them that can move, without those under way
 * @param others the other hosts that answered and take objects
 */
public record Sight(double callsPerSecond, List<SeenObject> objects, List<HostLoad> others) {
    /** Copies the lists. */
    public Sight {
        objects = List.copyOf(objects);
        others = List.copyOf(others);
    }
}
