package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.completion.InvocationIds;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Meanwhile;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Shortcut;
import io.limpid.runtime.invocation.Waits;
import io.limpid.runtime.location.BindingCache;
import io.limpid.runtime.simulation.FakeDirectory;
import io.limpid.runtime.simulation.FakeLanes;
import io.limpid.runtime.simulation.FakeNetwork;
import io.limpid.runtime.simulation.Methods;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.stub.CallPath;
import io.limpid.runtime.stub.StubInvoker;
import io.limpid.runtime.wire.RemoteReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The real pipeline between a stub and a network, a directory and a time that the test controls. */
final class PipelineRig {
    static final Endpoint A = new Endpoint("a", 1);
    static final Endpoint B = new Endpoint("b", 2);
    static final Endpoint C = new Endpoint("c", 3);
    static final int REMEMBERED_NAMES = 100;
    static final String ALICE = "bank/accounts/alice";

    final VirtualTime time = new VirtualTime();
    final FakeNetwork network = new FakeNetwork();
    final FakeDirectory directory = new FakeDirectory();
    final List<Outcome> observed = Collections.synchronizedList(new ArrayList<>());
    final List<Invocation> observedCalls = Collections.synchronizedList(new ArrayList<>());
    final InvocationIds ids;
    final ClientPipeline pipelines;
    final Invoker pipeline;
    final FakeLanes lanes = new FakeLanes(network, time);
    private final BindingCache cache;

    /** Past the layers, for calls of names. */
    private final Express express;

    PipelineRig() {
        this(1);
    }

    PipelineRig(long seed) {
        Random random = new Random(seed);
        ids = new InvocationIds(random);
        ids.adopt(0x3f);
        Environment environment = new Environment(time, time, random, Runnable::run, () -> {});
        pipelines = new ClientPipeline(environment, network, (call, end) -> {
            observedCalls.add(call);
            observed.add(end);
        });
        cache = new BindingCache(directory, time, REMEMBERED_NAMES);
        pipeline = pipelines.toNamed(cache, ids);
        express = pipelines.past(pipeline, cache, ids, lanes::to);
    }

    StubInvoker stub(String name) {
        return new StubInvoker(
                new RemoteReference.Named(new ObjectName(name)),
                Methods.TYPE,
                new CallPath(
                        pipeline,
                        time,
                        Duration.ofSeconds(5),
                        Runnable::run,
                        "rig",
                        Waits.BLOCKING,
                        Meanwhile.NOTHING,
                        Shortcut.NONE,
                        express));
    }

    StubInvoker alice() {
        return stub(ALICE);
    }

    /** A stub of Alice as she is passed by reference. */
    StubInvoker aliceAlwaysAt(Endpoint endpoint) {
        return new StubInvoker(
                new RemoteReference.Direct(new ObjectName(ALICE), endpoint),
                Methods.TYPE,
                new CallPath(
                        pipelines.toEndpoint(endpoint, ids), time, Duration.ofSeconds(5), Runnable::run, endpoint));
    }

    void aliceAt(long epoch, Endpoint... endpoints) {
        directory.bind(FakeDirectory.binding(ALICE, epoch, endpoints));
    }

    /** The same, and this process knows it without asking. */
    void aliceIsKnownAt(long epoch, Endpoint... endpoints) {
        aliceAt(epoch, endpoints);
        assertThat(cache.learn(FakeDirectory.binding(ALICE, epoch, endpoints))).isTrue();
    }

    void advance(long millis) {
        time.advance(Duration.ofMillis(millis));
    }
}
