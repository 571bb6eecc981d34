package io.limpid.benchmarks;

import io.limpid.benchmarks.peers.Peer;
import java.time.Duration;
import java.util.List;

/**
 * What is to be measured. Immutable.
 *
 * @param jdk what the peers run on
 * @param peers who is measured, in this order in each round
 * @param scenarios under which loads
 * @param forks how many times all processes are started anew, so that no result hangs on how one process was compiled
 * @param rounds how many times each peer is measured under each load, by fork
 * @param warmUp how long each peer is called under each load before the first round
 * @param span how long it is measured in each round
 * @param prefix a command that each process is run with, such as taskset's; empty for none
 */
public record Plan(
        Jdk jdk,
        List<Peer> peers,
        List<Scenario> scenarios,
        int forks,
        int rounds,
        Duration warmUp,
        Duration span,
        List<String> prefix) {
    /** Copies the lists. */
    public Plan {
        peers = List.copyOf(peers);
        scenarios = List.copyOf(scenarios);
        prefix = List.copyOf(prefix);
    }

    /** About how long it takes, without starting processes. */
    Duration takes() {
        long each = (long) peers.size() * scenarios.size() * forks;
        return warmUp.plus(span.plus(Contestant.SETTLE).multipliedBy(rounds)).multipliedBy(each);
    }
}
