package io.limpid.runtime;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.transport.Connection;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Mistakes that could be made, each put in place of a part that does it right, so that the checkers can show that they see it. */
enum PlantedBug {
    NONE(""),

    /** Each attempt is a call of its own. */
    NEW_ID_ON_RETRY("was appended 2 times") {
        @Override
        TargetInvoker client(TargetInvoker network) {
            AtomicLong next = new AtomicLong(1L << 40);
            return (invocation, target) -> network.invoke(
                    invocation.identifiedAs(new InvocationId(invocation.id().clientId(), next.incrementAndGet())),
                    target);
        }
    },

    /** The effect is there for others to see before its record is. */
    RECORDED_AFTER_THE_EFFECT("was appended 2 times") {
        @Override
        RequestHandler host(RequestHandler right, VirtualTime time) {
            return new LateRecords(right, time);
        }
    },

    /** Whatever was called before counts as acknowledged, in whichever order it arrives. */
    ACKNOWLEDGED_OUT_OF_ORDER("was told \"unknown\"") {
        @Override
        RequestHandler host(RequestHandler right, VirtualTime time) {
            return (request, responder) -> right.handle(
                    with(request, request.id().sequence(), request.deadline(), request.cancellation()), responder);
        }
    },

    /** A host begins what nobody waits for any more, whether its deadline says so or a cancel. */
    EXPIRED_WORK_BEGUN("begun after its deadline") {
        @Override
        RequestHandler host(RequestHandler right, VirtualTime time) {
            return (request, responder) -> right.handle(
                    with(
                            request,
                            request.acknowledged(),
                            Deadline.after(Duration.ofHours(1), time),
                            new Cancellation()),
                    responder);
        }
    },

    /** A host believes in its lease by what its wall clock says. */
    LEASE_BY_WALL_TIME("in a host whose name was another's") {
        @Override
        Clock leaseClock(Clock right) {
            return new Clock() {
                @Override
                public long nanoTime() {
                    return ChronoUnit.NANOS.between(Instant.EPOCH, right.wallTime());
                }

                @Override
                public Instant wallTime() {
                    return right.wallTime();
                }
            };
        }
    },

    /** A client sends however many calls have no answer. */
    WINDOW_UNCHECKED("a host had no room") {
        @Override
        Interceptor identity(Interceptor right, long clientId) {
            return new UncountedCalls(clientId);
        }
    },

    /** A host takes everybody for whom the id says they are. */
    CLIENT_ID_UNBOUND("was appended 0 times, and its caller was told RETURNED") {
        @Override
        RequestHandler host(RequestHandler right, VirtualTime time) {
            return (request, responder) -> right.handle(
                    with(
                            request,
                            request.acknowledged(),
                            request.deadline(),
                            request.cancellation(),
                            new Unnamed(request.connection())),
                    responder);
        }
    };

    /** What the complaint says that belongs to it. */
    final String symptom;

    PlantedBug(String symptom) {
        this.symptom = symptom;
    }

    /** The layer of a client that gives calls their ids. */
    Interceptor identity(Interceptor right, long clientId) {
        return right;
    }

    /** By what a host measures its lease. */
    Clock leaseClock(Clock right) {
        return right;
    }

    /** What clients send through. */
    TargetInvoker client(TargetInvoker network) {
        return network;
    }

    /** What receives in a host. */
    RequestHandler host(RequestHandler right, VirtualTime time) {
        return right;
    }

    private static Request with(Request request, long acknowledged, Deadline deadline, Cancellation cancellation) {
        return with(request, acknowledged, deadline, cancellation, request.connection());
    }

    private static Request with(
            Request request, long acknowledged, Deadline deadline, Cancellation cancellation, Connection connection) {
        return new Request(
                request.object(),
                request.type(),
                request.method(),
                request.standing(),
                acknowledged,
                request.id(),
                request.chain(),
                deadline,
                request.payload(),
                cancellation,
                connection);
    }

    /** A connection whose certificate nobody has looked at. */
    private record Unnamed(Connection over) implements Connection {
        @Override
        public CompletableFuture<Outcome> invoke(Invocation invocation, Standing standing) {
            return over.invoke(invocation, standing);
        }

        @Override
        public String principal() {
            return "";
        }

        @Override
        public void strike(String seen) {
            over.strike(seen);
        }

        @Override
        public boolean isOpen() {
            return over.isOpen();
        }

        @Override
        public void onClose(Runnable task) {
            over.onClose(task);
        }
    }
}
