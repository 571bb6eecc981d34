package io.limpid.naming.moving;

import io.limpid.log.StateMachine;
import io.limpid.naming.state.EpochBlindNaming;
import io.limpid.runtime.SimulatedMachine;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.hosting.HostingView;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.migration.StateWithoutRecords;
import io.limpid.runtime.simulation.AlteredRequest;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler;
import io.limpid.runtime.transport.RequestHandler.Responder;

/** Mistakes that could be made in moving an object, each put in place of a part that does it right, so that the simulation can show that it sees them. */
enum PlantedMoveBug {
    NONE(MoveCourse.ANSWER_LOST, ""),

    /** The object comes without what is known of its calls. */
    RECORDS_LEFT_BEHIND(MoveCourse.ANSWER_LOST, "was appended 2 times") {
        @Override
        RequestHandler host(SimulatedFleet fleet, SimulatedMachine machine, RequestHandler right) {
            return (request, responder) -> right.handle(StateWithoutRecords.of(request), responder);
        }
    },

    /** Where the object was, a call that is sent after it runs as well. */
    FORWARDED_AND_RUN(MoveCourse.ANSWER_LOST, "was appended 2 times") {
        @Override
        RequestHandler host(SimulatedFleet fleet, SimulatedMachine machine, RequestHandler right) {
            SimulatedLedger old = fleet.exportedBy(machine);
            return (request, responder) ->
                    right.handle(request, old == null ? responder : new Forwarding(responder, () -> run(old, request)));
        }
    },

    /** The epoch is raised before the target has made the object of its state. */
    COMMITTED_BEFORE_MADE(MoveCourse.STATE_DAMAGED, "and naming has book at b") {
        @Override
        void reached(SimulatedFleet fleet, SimulatedMachine machine, Point point) {
            if (point == Point.MOVE_SEALED) {
                fleet.rebind(machine.name(), "b");
            }
        }
    },

    /** Naming moves a name whatever epoch it has. */
    EPOCH_UNCHECKED_AT_NAMING(MoveCourse.COMMIT_DELAYED, "nobody answers") {
        @Override
        StateMachine naming(StateMachine right) {
            return new EpochBlindNaming(right, false);
        }
    },

    /** Naming leaves it to the consent to say as of which epoch a name moves, and so does not say whose it is instead. */
    EPOCH_LEFT_TO_CONSENT(MoveCourse.COMMIT_UNHEARD, "nobody answers") {
        @Override
        StateMachine naming(StateMachine right) {
            return new EpochBlindNaming(right, true);
        }
    },

    /** A host begins what was sent as of an earlier epoch than that at which it has the object. */
    EPOCH_UNCHECKED_AT_HOST(MoveCourse.ATTEMPT_DELAYED, "was appended 2 times") {
        @Override
        RequestHandler host(SimulatedFleet fleet, SimulatedMachine machine, RequestHandler right) {
            return (request, responder) -> right.handle(asOfNow(request, HostingView.of(right)), responder);
        }
    };

    /** What shows it. */
    final MoveCourse course;

    /** What the complaint says that belongs to it. */
    private final String symptom;

    PlantedMoveBug(MoveCourse course, String symptom) {
        this.course = course;
        this.symptom = symptom;
    }

    /** Whether a complaint is the one that belongs to it, and not one that any mistake may bring. */
    boolean explains(String complaint) {
        return complaint.contains(symptom);
    }

    /** What naming keeps. */
    StateMachine naming(StateMachine right) {
        return right;
    }

    /** What receives in a machine. */
    RequestHandler host(SimulatedFleet fleet, SimulatedMachine machine, RequestHandler right) {
        return right;
    }

    /** Does something wrong at a step. */
    void reached(SimulatedFleet fleet, SimulatedMachine machine, Point point) {}

    private static Request asOfNow(Request request, HostingView host) {
        Standing asked = request.standing();
        Standing here = host.standing(request.object());
        boolean isEarlier = asked.epoch() > 0 && asked.epoch() < here.epoch();
        return isEarlier ? AlteredRequest.asOf(request, new Standing(here.epoch(), asked.incarnation())) : request;
    }

    private static void run(SimulatedLedger old, Request request) {
        RemoteType<Ledger> type = new RemoteTypes().of(Ledger.class);
        MethodDescriptor<?> method = type.skeleton().method(request.method());
        if (!request.type().equals(type.id()) || method == null) {
            return;
        }
        Arguments arguments = type.skeleton().readArguments(method, AlteredRequest.reader(request));
        try {
            Object unused = type.skeleton().call(old, method, arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something when the caller is told that the object is elsewhere. */
    private record Forwarding(Responder right, Runnable also) implements Responder {
        @Override
        public Answer encode(MethodDescriptor<?> method, Outcome outcome) {
            return right.encode(method, outcome);
        }

        @Override
        public void send(Answer answer) {
            right.send(answer);
        }

        @Override
        public void refuse(Outcome.NotExecuted refusal) {
            right.refuse(refusal);
            if (refusal.redirect() != null) {
                also.run();
            }
        }
    }
}
