package io.limpid.runtime;

import io.limpid.InvocationId;
import io.limpid.runtime.completion.InvocationIds;
import io.limpid.runtime.completion.Ticket;
import io.limpid.runtime.failure.DeadlineInterceptor;
import io.limpid.runtime.failure.Trust;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.location.BindingCache;
import io.limpid.runtime.transport.Lane;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Past the layers of one pipeline. It asks of each layer, in the layers' order, whether it would let the call pass without doing anything,
 * and does what each does at the end of a call that returns.
 */
final class ExpressWay implements Express {
    private final Invoker pipeline;
    private final CallObserver observer;
    private final DeadlineInterceptor deadlines;
    private final InvocationIds ids;
    private final BindingCache cache;
    private final Trust trust;
    private final Function<Endpoint, @Nullable Lane> lanes;

    /**
     * Makes one.
     *
     * @param pipeline which calls join that are not over soon
     * @param observer is told of the ends of all others
     * @param lanes gives an open connection with room; null where there is none
     */
    ExpressWay(
            Invoker pipeline,
            CallObserver observer,
            DeadlineInterceptor deadlines,
            InvocationIds ids,
            BindingCache cache,
            Trust trust,
            Function<Endpoint, @Nullable Lane> lanes) {
        this.pipeline = pipeline;
        this.observer = observer;
        this.deadlines = deadlines;
        this.ids = ids;
        this.cache = cache;
        this.trust = trust;
        this.lanes = lanes;
    }

    @Override
    public @Nullable Ride take(Call call) {
        if (!deadlines.letsPass(call.startNanos(), call.deadline())) {
            return null;
        }
        Binding binding = cache.trusted(call.object());
        if (binding == null || binding.isGroup() || binding.replicas().size() > 1) {
            return null;
        }
        Endpoint endpoint = binding.replicas().get(0).endpoint();
        Lane lane = lanes.apply(endpoint);
        if (lane == null || !trust.isGiven(endpoint)) {
            return null;
        }
        byte[] arguments = lane.encode(call.method(), call.arguments());
        if (arguments == null) {
            return null;
        }
        ExpressCall ride;
        if (call.method().effect() == Effect.EXACTLY_ONCE && ids.clientId() != 0) {
            Ticket ticket = ids.openNow(call.object());
            if (ticket == null) {
                return null;
            }
            ride = new ExpressCall(this, call, ticket.id(), ticket, binding, endpoint);
        } else {
            InvocationId id = ids.next();
            ride = new ExpressCall(this, call, id, null, binding, endpoint);
        }
        try {
            lane.send(ride, arguments);
        } catch (RuntimeException | Error e) {
            ride.failed(e);
        }
        return ride;
    }

    Invoker pipeline() {
        return pipeline;
    }

    CallObserver observer() {
        return observer;
    }

    Trust trust() {
        return trust;
    }
}
