package io.limpid.runtime.simulation;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.transport.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The ways of a {@link FakeNetwork} past the layers: what goes by them arrives there as every other attempt does. */
public final class FakeLanes {
    private final FakeNetwork network;
    private final Scheduler time;
    private final Map<byte[], Arguments> encoded = new ConcurrentHashMap<>();
    private final AtomicInteger rides = new AtomicInteger();
    private volatile Duration patience = Express.PATIENCE;

    /** Makes one. */
    public FakeLanes(FakeNetwork network, Scheduler time) {
        this.network = network;
        this.time = time;
    }

    /** From now on nobody finds out in time that a call tarries, as when this process is stopped for long. */
    public void sleep() {
        patience = Duration.ofDays(1);
    }

    /** How many calls have gone by them. */
    public int rides() {
        return rides.get();
    }

    /** Gives a way to whoever listens there. */
    public @Nullable Lane to(Endpoint endpoint) {
        return network.listens(endpoint) ? new To(endpoint) : null;
    }

    private final class To implements Lane {
        private final Endpoint endpoint;

        To(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public byte[] encode(MethodDescriptor<?> method, Arguments arguments) {
            byte[] key = new byte[0];
            encoded.put(key, arguments);
            return key;
        }

        @Override
        public void send(Attempt attempt, byte[] key) {
            rides.incrementAndGet();
            Arguments arguments = encoded.remove(key);
            Cancellation cancellation = new Cancellation();
            Journal journal = new Journal(attempt.startNanos());
            TargetInvoker.Target target = new TargetInvoker.Target(endpoint, attempt.standing());
            String unused = journal.begin(endpoint, attempt.standing());
            Invocation invocation = new Invocation(
                            attempt.object(),
                            attempt.method(),
                            arguments,
                            Invocation.UNIDENTIFIED,
                            Invocation.UNIDENTIFIED,
                            attempt.deadline(),
                            cancellation,
                            journal)
                    .identifiedAs(attempt.id(), attempt.acknowledged());
            Scheduler.Task late = time.schedule(patience, attempt::tarries);
            attempt.goes(() -> {
                late.cancel();
                cancellation.cancel();
            });
            CompletableFuture<Void> unusedToo = network.invoke(invocation, target)
                    .thenAccept(outcome -> {
                        late.cancel();
                        attempt.ended(outcome);
                    });
        }
    }
}
