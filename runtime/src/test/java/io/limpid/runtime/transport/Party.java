package io.limpid.runtime.transport;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.SystemClock;
import io.limpid.runtime.invocation.SystemRandom;
import io.limpid.runtime.invocation.SystemThreads;
import io.limpid.runtime.invocation.TargetInvoker.Target;
import io.limpid.runtime.wire.Codec;
import io.limpid.runtime.wire.Codecs;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadReaders;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;
import io.limpid.runtime.wire.ThrownTypes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** One process's transport with an object behind it whose skeleton is written by hand: it adds, echoes, and keeps callers waiting. */
final class Party implements RequestHandler, AutoCloseable {
    static final InterfaceId TYPE = new InterfaceId("test.Machine");
    static final ObjectName NAME = new ObjectName("machines/one");
    static final MethodDescriptor<Long> ADD = method(1, "add(long,long)", Codecs.PRIMITIVE_LONG);
    static final MethodDescriptor<byte[]> ECHO = method(2, "echo(byte[])", Codecs.BYTES);
    /** Not answered until the test takes it out of {@link #held} and answers it. */
    static final MethodDescriptor<byte[]> HOLD = method(3, "hold(byte[])", Codecs.BYTES);
    /** Answered on the I/O thread, as a refusal is. */
    static final MethodDescriptor<byte[]> SWALLOW = method(4, "swallow(byte[])", Codecs.BYTES);

    static final Clock CLOCK = new SystemClock();
    private static final AtomicLong SEQUENCE = new AtomicLong();

    /** Calls of {@link #HOLD} that wait. */
    final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
    /** How many requests came. */
    final AtomicLong requests = new AtomicLong();

    /** Where objects are by now that have left, as {@link #moved()} tells it. */
    final Map<ObjectName, Binding> places = new ConcurrentHashMap<>();

    final MovedNames moved = new MovedNames(places::get);

    final NettyTransport transport;
    private final ExecutorService executor = SystemThreads.forTasks("party");
    private final TransportSettings settings;
    private Endpoint endpoint = new Endpoint("localhost", 1);

    record Held(Request request, Responder responder) {}

    private Party(TransportSettings settings) {
        this(settings, CLOCK, SystemRandom.forChoices());
    }

    private Party(TransportSettings settings, Clock clock, RandomGenerator random) {
        this.settings = settings;
        Surroundings surroundings = new Surroundings(clock, executor, random);
        transport = NettyTransport.open(settings, surroundings, this, connection -> new NoReferences());
    }

    static Party listening(TransportSettings settings) {
        return listening(settings, 0);
    }

    static Party listening(TransportSettings settings, int port) {
        Party party = new Party(settings);
        party.endpoint = party.transport.listen(new Transport.ListenSettings("127.0.0.1", port, "127.0.0.1"));
        return party;
    }

    static Party calling(TransportSettings settings) {
        return new Party(settings);
    }

    /** One whose time and chance are the test's. */
    static Party calling(TransportSettings settings, Clock clock, RandomGenerator random) {
        return new Party(settings, clock, random);
    }

    /** Settings with which a call takes a Unix socket although both ends are in one process. */
    static TransportSettings byUnixSocket() {
        TransportSettings.Sharing some = TransportSettings.Sharing.DEFAULT;
        return TransportSettings.DEFAULT.sharing(new TransportSettings.Sharing(
                some.ioThreads(), some.connectionsPerEndpoint(), some.queuedCalls(), some.queuedBytes(), false, true));
    }

    /** Settings with which a call takes the network although both ends are in one process. */
    static TransportSettings overTheNetwork() {
        return TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());
    }

    Endpoint endpoint() {
        return endpoint;
    }

    static <R> MethodDescriptor<R> method(int id, String name, Codec<R> result) {
        return new MethodDescriptor<>(TYPE, id, name, Effect.EXACTLY_ONCE, null, false, result, ThrownTypes.NONE);
    }

    static Invocation invocation(MethodDescriptor<?> method, Arguments arguments, Cancellation cancellation) {
        InvocationId id = new InvocationId(7, SEQUENCE.incrementAndGet());
        Deadline deadline = Deadline.after(Duration.ofSeconds(30), CLOCK);
        return new Invocation(NAME, method, arguments, id, id, deadline, cancellation, new Journal(CLOCK.nanoTime()));
    }

    static Invocation adding(long a, long b) {
        return invocation(
                ADD,
                out -> {
                    out.writeLong(a);
                    out.writeLong(b);
                },
                new Cancellation());
    }

    static Invocation sending(MethodDescriptor<byte[]> method, byte[] bytes, Cancellation cancellation) {
        return invocation(method, out -> Codecs.BYTES.write(out, bytes), cancellation);
    }

    /** What a method is sent that takes these bytes. */
    static byte[] payload(byte[] bytes) {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
        Codecs.BYTES.write(out, bytes);
        return out.toBytes();
    }

    CompletableFuture<Outcome> call(Party other, Invocation invocation) {
        return transport.invoke(invocation, new Target(other.endpoint, Standing.NONE));
    }

    CompletableFuture<Outcome> add(Party other, long a, long b) {
        return call(other, adding(a, b));
    }

    @Override
    public void handle(Request request, Responder responder) {
        requests.incrementAndGet();
        switch (request.method()) {
            case 1 -> responder.respond(ADD, new Outcome.Returned(read(request, in -> in.readLong() + in.readLong())));
            case 2 ->
                executor.execute(
                        () -> responder.respond(ECHO, new Outcome.Returned(read(request, Codecs.BYTES::read))));
            case 3 -> held.add(new Held(request, responder));
            case 4 -> responder.respond(SWALLOW, new Outcome.Returned(new byte[0]));
            default ->
                responder.refuse(new Outcome.NotExecuted(
                        io.limpid.NotExecutedException.Reason.INTERFACE_MISMATCH, "no method " + request.method()));
        }
    }

    private <T> T read(Request request, Function<PayloadReader, T> content) {
        return request.payload().read(new PayloadReaders(settings.limits()), new NoReferences(), content);
    }

    @Override
    public MovedNames moved() {
        return moved;
    }

    long refusals(Refusal reason) {
        return transport.refusals().getOrDefault(reason, 0L);
    }

    @Override
    public void close() {
        transport.close();
        executor.shutdownNow();
    }

    static final class NoReferences implements References {
        @Override
        public RemoteReference toReference(Object object, Class<?> remoteInterface) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
            throw new UnsupportedOperationException();
        }
    }

    static Limits limits() {
        return Limits.DEFAULT;
    }
}
