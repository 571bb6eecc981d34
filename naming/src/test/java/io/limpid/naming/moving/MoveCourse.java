package io.limpid.naming.moving;

import io.limpid.runtime.SimulatedMachine;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.simulation.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a ledger goes through that moves from a to b. */
enum MoveCourse {
    /** A caller does not hear its answer, the ledger moves, and the caller asks again. */
    ANSWER_LOST {
        @Override
        void run(SimulatedFleet fleet) {
            fleet.calls(Duration.ofMillis(100), Duration.ofMillis(10));
            fleet.world.advance(SETTLED);
            fleet.world.network.dropNextAnswer(fleet.machine("a").endpoint());
            fleet.enter(0);
            fleet.world.advance(Duration.ofMillis(8));
            fleet.move(1, "b");
            fleet.calls(Duration.ofSeconds(1), Duration.ofMillis(10));
        }
    },

    /** The target cannot make the ledger of the state. */
    STATE_DAMAGED {
        @Override
        void run(SimulatedFleet fleet) {
            fleet.reached = (machine, point) -> {
                if (point == Point.MOVE_MADE) {
                    throw new IllegalStateException("planted: the state is damaged");
                }
            };
            fleet.move(0, "b");
            fleet.calls(Duration.ofSeconds(1), Duration.ofMillis(10));
        }
    },

    /** Naming takes long to do what the target asks for, so that the source has taken the ledger back by then. */
    COMMIT_DELAYED {
        @Override
        void run(SimulatedFleet fleet) {
            boolean[] asked = new boolean[1];
            fleet.reached = (machine, point) -> {
                asked[0] |= point == Point.MOVE_ANNOUNCED;
                if (asked[0] && machine.name().equals("naming") && point == Point.BEFORE_BODY) {
                    fleet.reached = (later, any) -> {};
                    machine.holdUp(LONGER_THAN_COMMIT);
                }
            };
            fleet.move(0, "b");
            fleet.calls(LONGER_THAN_COMMIT.plusSeconds(2), Duration.ofMillis(50));
        }
    },

    /** The target does not hear that naming has the ledger there, and gives up. */
    COMMIT_UNHEARD {
        @Override
        void run(SimulatedFleet fleet) {
            fleet.reached = (machine, point) -> {
                if (point == Point.MOVE_REBOUND) {
                    throw new IllegalStateException("planted: naming's answer is lost");
                }
            };
            fleet.move(0, "b");
            fleet.calls(Duration.ofSeconds(2), Duration.ofMillis(20));
        }
    },

    /** An attempt reaches a when its call has long run at b, its caller has the answer, and the ledger is back. */
    ATTEMPT_DELAYED {
        @Override
        void run(SimulatedFleet fleet) {
            SimulatedMachine a = fleet.machine("a");
            fleet.calls(Duration.ofMillis(100), Duration.ofMillis(10));
            fleet.world.advance(SETTLED);
            List<Runnable> late = new ArrayList<>();
            var right = fleet.world.receiving;
            fleet.world.receiving = (machine, own, request, responder) -> {
                if (machine == a && late.isEmpty() && request.object().equals(new ObjectName(SimulatedFleet.BOOK))) {
                    late.add(() -> right.receive(machine, own, request, responder));
                    // Meant for b, which is told so when the caller has its answer.
                    late.add(() -> fleet.machine("b")
                            .handler()
                            .acknowledged(
                                    request.connection(),
                                    request.id().clientId(),
                                    request.id().sequence() + 1));
                } else {
                    right.receive(machine, own, request, responder);
                }
            };
            fleet.enter(0);
            fleet.world.advance(Duration.ofMillis(10));
            fleet.move(1, "b");
            fleet.world.advance(SETTLED);
            fleet.world.network.disconnect(a.endpoint());
            fleet.world.advance(SETTLED);
            a.execute(late.get(1));
            fleet.move(1, "a");
            fleet.world.advance(SETTLED);
            a.execute(late.get(0));
            fleet.world.advance(SETTLED);
        }
    };

    /** In which what was begun has ended. */
    private static final Duration SETTLED = Duration.ofMillis(800);

    /** Than the source waits for it. */
    private static final Duration LONGER_THAN_COMMIT = Duration.ofSeconds(4);

    abstract void run(SimulatedFleet fleet);

    /** Everything that must not be, in one run by this seed; empty if all is well. */
    List<String> complaints(PlantedMoveBug bug, long seed) {
        try (SimulatedFleet fleet = new SimulatedFleet(seed, Faults.NONE, bug, 2, "a", "b", "c")) {
            run(fleet);
            return fleet.judge();
        }
    }
}
