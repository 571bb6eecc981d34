package io.limpid.runtime;

import io.limpid.runtime.completion.IdentityInterceptor;
import io.limpid.runtime.completion.Inquiries;
import io.limpid.runtime.completion.InvocationIds;
import io.limpid.runtime.failure.AttemptInvoker;
import io.limpid.runtime.failure.Backoff;
import io.limpid.runtime.failure.BackstopInterceptor;
import io.limpid.runtime.failure.BreakerInvoker;
import io.limpid.runtime.failure.Breakers;
import io.limpid.runtime.failure.DeadlineInterceptor;
import io.limpid.runtime.failure.RetryBudgets;
import io.limpid.runtime.failure.RetryInterceptor;
import io.limpid.runtime.failure.Trust;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Pipeline;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.location.BindingCache;
import io.limpid.runtime.location.FixedInvoker;
import io.limpid.runtime.location.LocatingInvoker;
import io.limpid.runtime.replication.FailoverInvoker;
import io.limpid.runtime.replication.GroupInvoker;
import io.limpid.runtime.transport.Connection;
import io.limpid.runtime.transport.Lane;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The layers that a call passes through, in request order, outermost first. See "The pipeline" in DESIGN.md. */
final class ClientPipeline implements AutoCloseable {
    private final Environment environment;
    private final TargetInvoker transport;
    private final CallObserver observer;
    private final String zone;

    /** One for all pipelines of a process, because it knows every call that must end when the process closes. */
    private final DeadlineInterceptor deadline;

    /** Both are one for all pipelines of a process, because these call the same hosts. */
    private final RetryBudgets budgets;

    private final Breakers breakers;

    /** One that stands in no zone. */
    ClientPipeline(Environment environment, TargetInvoker transport, CallObserver observer) {
        this(environment, transport, observer, "");
    }

    /** Makes the layers that all calls of a process share. */
    ClientPipeline(Environment environment, TargetInvoker transport, CallObserver observer, String zone) {
        this.zone = zone;
        this.environment = environment;
        this.transport = transport;
        this.observer = observer;
        this.deadline = new DeadlineInterceptor(environment.clock(), environment.scheduler());
        this.budgets = new RetryBudgets(environment.clock());
        this.breakers = new Breakers(environment.clock());
    }

    /** To objects by their names. */
    Invoker toNamed(BindingCache cache, InvocationIds ids) {
        return toNamed(cache, ids, observer);
    }

    /** The same for calls that are nobody's, of whose ends observers are not told. */
    Invoker toNamedUnobserved(BindingCache cache, InvocationIds ids) {
        return toNamed(cache, ids, CallObserver.NONE);
    }

    /** Past the layers of a pipeline {@linkplain #toNamed to objects by their names}. */
    Express past(Invoker pipeline, BindingCache cache, InvocationIds ids, Function<Endpoint, @Nullable Lane> lanes) {
        return new ExpressWay(pipeline, observer, deadline, ids, cache, new Trust(breakers, budgets), lanes);
    }

    private Invoker toNamed(BindingCache cache, InvocationIds ids, CallObserver told) {
        return Pipeline.of(
                aboveLocation(ids, told),
                // Name to binding, and what each attempt teaches about bindings. Below retry, so that the next attempt
                // profits; above
                // failover, which chooses among one binding's replicas.
                new LocatingInvoker(
                        cache,
                        // Binding to one replica or several, as the method says of groups; elsewhere to one, and the
                        // next one if the call surely was not sent to it. Above the breaker, which belongs to one
                        // endpoint.
                        new GroupInvoker(
                                new GroupInvoker.Surroundings(
                                        environment.clock(),
                                        environment.scheduler(),
                                        environment.random(),
                                        breakers::isAway,
                                        zone,
                                        told),
                                membersIn(cache),
                                new FailoverInvoker(breakers::isAway, toTarget()),
                                toTarget())));
    }

    private static GroupInvoker.Directory membersIn(BindingCache cache) {
        return new GroupInvoker.Directory() {
            @Override
            public void doubt(Binding binding) {
                cache.doubt(binding);
            }

            @Override
            public void refresh(ObjectName name) {
                cache.refresh(name);
            }
        };
    }

    /** To an object that is passed by reference and held by whoever listens there. */
    Invoker toEndpoint(Endpoint endpoint, InvocationIds ids) {
        return Pipeline.of(aboveLocation(ids), new FixedInvoker(endpoint, toTarget()));
    }

    /** To an object that is passed by reference and held by the process at the other end of a connection. */
    Invoker over(Connection connection, InvocationIds ids) {
        return Pipeline.of(aboveLocation(ids), new ConnectionInvoker(connection));
    }

    /** Questions about calls of the pipelines that number by these ids; each takes the way of its call, from below identity. */
    Inquiries inquiries(InvocationIds ids) {
        return new Inquiries(ids, deadline);
    }

    List<Interceptor> aboveLocation(InvocationIds ids) {
        return aboveLocation(ids, observer);
    }

    private List<Interceptor> aboveLocation(InvocationIds ids, CallObserver told) {
        return List.of(
                // Tells observers how each call ended, and turns a layer's bug into an outcome: outermost, or a bug
                // could leave a
                // caller waiting for ever.
                new BackstopInterceptor(told),
                // Ends the call at its deadline and upon cancellation: above all layers that wait.
                deadline,
                // One id for each call, not for each attempt: above retry, or a repetition would look like a new call.
                new IdentityInterceptor(ids, environment.scheduler()),
                // Repeats whole attempts: above location, so that the next attempt may find the object elsewhere. The
                // one
                // layer that repeats what may have run, within the budget of the host that it burdens.
                new RetryInterceptor(
                        budgets, Backoff.OF_CALLS, environment.clock(), environment.scheduler(), environment.random()));
    }

    private TargetInvoker toTarget() {
        // One for each endpoint: below the choice of endpoint, because what it refuses was "not executed" there and
        // goes to
        // the next; above attempt, because what it refuses was not sent.
        return new BreakerInvoker(
                breakers,
                environment.clock(),
                // Keeps the journal of sendings: directly above the transport, because nothing below it may send twice.
                new AttemptInvoker(transport));
    }

    /** Ends all calls that are under way. */
    @Override
    public void close() {
        deadline.close();
    }
}
