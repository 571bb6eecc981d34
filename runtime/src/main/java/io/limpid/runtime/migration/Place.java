package io.limpid.runtime.migration;

import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.hosting.Hosting;
import io.limpid.runtime.hosting.Tenure;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.invocation.Waits;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.migration.code.MobileCode;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.stub.StateTypes;
import io.limpid.runtime.wire.References;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A host, as its objects' moves need it.
 *
 * @param self who it is in naming
 * @param objects what it holds and could hold
 * @param work what runs there
 * @param naming where moves are committed
 * @param tenure within which naming's answers are good
 * @param controls gives another host's control by where it listens
 */
public record Place(
        Self self, Objects objects, Work work, Naming naming, Tenure tenure, Function<Endpoint, HostControl> controls) {
    void reached(Point step) {
        objects.hosting().failpoints().reached(step);
    }

    /**
     * A host in naming.
     *
     * @param host its name
     * @param instance drawn anew at each start; by it naming knows the host, so that nobody else may
     * @param clientId as which it calls others at present; 0 for none
     */
    public record Self(String host, UUID instance, LongSupplier clientId) {
        /** Tells this process from others at its place, and gives nothing away. */
        public UUID pseudonym() {
            ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
            bytes.putLong(instance.getMostSignificantBits()).putLong(instance.getLeastSignificantBits());
            return UUID.nameUUIDFromBytes(bytes.array());
        }
    }

    /**
     * What a host holds and could hold.
     *
     * @param hosting what it holds
     * @param types the remote interfaces that it knows
     * @param states the movable classes that it knows
     * @param resources what it provides
     * @param references those of states, which belong to no connection
     * @param code what goes along with objects
     */
    public record Objects(
            Hosting hosting,
            RemoteTypes types,
            StateTypes states,
            ProvidedResources resources,
            References references,
            MobileCode code) {}

    /**
     * What runs at a host.
     *
     * @param tasks runs what may wait
     * @param scheduler runs small tasks later; they must not wait
     * @param waits how what may wait does so
     * @param ids draws the ids of moves
     * @param remembered for how long callers are told where an object went
     */
    public record Work(Executor tasks, Scheduler scheduler, Waits waits, Supplier<UUID> ids, Duration remembered) {
        /** How long a call may wait for what it asks before it is told that this is not decided. Well below the timeouts of {@link HostControl}. */
        private static final Duration ANSWERING = Duration.ofSeconds(2);

        /** The answer, if it is known soon; else that it is not. */
        <T> CompletableFuture<T> soon(CompletionStage<T> pending, T notYet) {
            CompletableFuture<T> answer = pending.thenApply(known -> known).toCompletableFuture();
            Scheduler.Task patience = scheduler.schedule(ANSWERING, () -> answer.complete(notYet));
            return answer.whenComplete((known, failure) -> patience.cancel());
        }
    }
}
