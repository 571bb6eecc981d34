package io.limpid.runtime;

import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.simulation.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a simulated cluster goes through, and what must not be seen of it then. */
enum Course {
    /** The host lives all the time: with time enough, nobody needs to be told "unknown". */
    AMPLE {
        @Override
        List<String> complaints(PlantedBug bug, long seed) {
            SimulatedCluster cluster = appending(bug, seed, Duration.ofSeconds(5));
            List<String> complaints = complaintsOf(cluster);
            if (cluster.appends.count(Told.UNKNOWN) > 0) {
                complaints.add("a caller was told \"unknown\" of a host that was there all the time");
            }
            return complaints;
        }
    },

    /** Callers wait for so short a time that some calls expire while they wait for the object. */
    HASTY {
        @Override
        List<String> complaints(PlantedBug bug, long seed) {
            return complaintsOf(appending(bug, seed, Duration.ofMillis(60)));
        }
    },

    /** A client makes more calls than its window has room for, and has no answer of the first. */
    CROWDED {
        @Override
        List<String> complaints(PlantedBug bug, long seed) {
            SimulatedCluster cluster = new SimulatedCluster(seed, Faults.NONE, 1, bug);
            cluster.mostMicrosToThread = 100;
            cluster.start(0, "log");
            cluster.network.dropNextAnswer(SimulatedCluster.endpoint(0));
            for (int i = 1; i <= WINDOW_AND_MORE; i++) {
                cluster.append(0, "log", i);
                cluster.advance(i == 1 ? 30 : i % 4 == 0 ? 1 : 0);
            }
            cluster.advance(20_000);
            List<String> complaints = complaintsOf(cluster);
            cluster.refusals.stream()
                    .filter(refusal -> refusal.contains("not acknowledged"))
                    .forEach(refusal -> complaints.add("a host had no room for a client's call: " + refusal));
            return complaints;
        }
    },

    /** Somebody numbers calls as another client does, over a connection of their own. */
    STOLEN_ID {
        @Override
        List<String> complaints(PlantedBug bug, long seed) {
            SimulatedCluster cluster = new SimulatedCluster(seed, Faults.MIX, 1, bug);
            cluster.add(1, "thief");
            cluster.start(0, "log");
            // Here nobody can be asked whose an id is, so that it is the first one's.
            cluster.append(0, "log", 1);
            cluster.advance(2_000);
            for (int i = 2; i <= OPERATIONS; i++) {
                cluster.append(cluster.random.nextInt(2), "log", i);
                cluster.advance(cluster.random.nextInt(30));
            }
            cluster.advance(20_000);
            return complaintsOf(cluster);
        }
    },

    /** A host's machine is suspended for longer than a term, and comes back with its wall clock set back; its name is another's by then. */
    SUSPENDED {
        @Override
        List<String> complaints(PlantedBug bug, long seed) {
            SimulatedCluster cluster = new SimulatedCluster(seed, Faults.MIX, CLIENTS, bug);
            SimulatedLease lease = new SimulatedLease(cluster, 0, bug);
            lease.join();
            cluster.start(0, "log");
            for (int i = 1; i <= OPERATIONS; i++) {
                switch (i) {
                    case 20 -> lease.suspend(Duration.ofSeconds(1 + cluster.random.nextInt(600)));
                    case 60 -> {
                        lease.end();
                        cluster.start(1, "log");
                    }
                    case 70 -> lease.resume();
                    default -> {}
                }
                cluster.append(cluster.random.nextInt(CLIENTS), "log", i);
                cluster.advance(cluster.random.nextInt(30));
            }
            cluster.advance(20_000);
            List<String> complaints = complaintsOf(cluster);
            cluster.strays.forEach(
                    number -> complaints.add(number + " was appended in a host whose name was another's"));
            return complaints;
        }
    };

    private static final int OPERATIONS = 100;
    private static final int CLIENTS = 3;

    /** What a client has outstanding of one object ends at 512. */
    private static final int WINDOW_AND_MORE = 700;

    /** Everything that must not be, in one run by this seed; empty if all is well. */
    abstract List<String> complaints(PlantedBug bug, long seed);

    private static SimulatedCluster appending(PlantedBug bug, long seed, Duration span) {
        SimulatedCluster cluster = new SimulatedCluster(seed, Faults.MIX, CLIENTS, bug);
        cluster.span = span;
        cluster.start(0, "log");
        for (int i = 1; i <= OPERATIONS; i++) {
            cluster.append(cluster.random.nextInt(CLIENTS), "log", i);
            cluster.advance(cluster.random.nextInt(30));
        }
        cluster.advance(20_000);
        return cluster;
    }

    private static List<String> complaintsOf(SimulatedCluster cluster) {
        List<String> complaints = new ArrayList<>(cluster.appends.complaints(cluster.appended));
        cluster.begunLate.forEach(number -> complaints.add(number + " was begun after its deadline"));
        return complaints;
    }
}
