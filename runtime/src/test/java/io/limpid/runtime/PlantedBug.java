package io.limpid.runtime;

import io.limpid.InvocationId;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Mistakes that could be made, each put in place of a part that does it right, so that the checkers can show that they see it. */
enum PlantedBug {
    NONE,

    /** Each attempt is a call of its own. */
    NEW_ID_ON_RETRY {
        @Override
        TargetInvoker client(TargetInvoker network) {
            AtomicLong next = new AtomicLong(1L << 40);
            return (invocation, target) -> network.invoke(
                    invocation.identifiedAs(new InvocationId(invocation.id().clientId(), next.incrementAndGet())),
                    target);
        }
    },

    /** The effect is there for others to see before its record is. */
    RECORDED_AFTER_THE_EFFECT {
        @Override
        RequestHandler host(RequestHandler right, VirtualTime time) {
            return new LateRecords(right, time);
        }
    },

    /** Whatever was called before counts as acknowledged, in whichever order it arrives. */
    ACKNOWLEDGED_OUT_OF_ORDER {
        @Override
        RequestHandler host(RequestHandler right, VirtualTime time) {
            return (request, responder) -> right.handle(
                    with(request, request.id().sequence(), request.deadline(), request.cancellation()), responder);
        }
    },

    /** A host begins what nobody waits for any more, whether its deadline says so or a cancel. */
    EXPIRED_WORK_BEGUN {
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
    };

    /** What clients send through. */
    TargetInvoker client(TargetInvoker network) {
        return network;
    }

    /** What receives in a host. */
    RequestHandler host(RequestHandler right, VirtualTime time) {
        return right;
    }

    private static Request with(Request request, long acknowledged, Deadline deadline, Cancellation cancellation) {
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
                request.connection());
    }
}
