package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.hosting.HostingSettings.Mode;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.SystemThreads;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Connection;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler.Responder;
import io.limpid.runtime.wire.Codec;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;
import io.limpid.runtime.wire.ReplyFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A hosting on virtual time, called as a transport would call it. Methods run on real threads, because they may block. */
final class Bench implements AutoCloseable {
    static final Duration SPAN = Duration.ofSeconds(5);

    final VirtualTime time = new VirtualTime();
    final ObjectTable table;
    final Hosting hosting;
    final Line line = new Line();
    private final ExecutorService threads = Executors.newCachedThreadPool(SystemThreads.daemons("bench"));
    private final HostingSettings settings;
    volatile boolean inDoubt;
    volatile Failpoints failpoints = Failpoints.NONE;
    private final AtomicLong sequence = new AtomicLong();

    Bench(HostingSettings settings) {
        this(settings, null);
    }

    private Bench(HostingSettings settings, Executor given) {
        this.settings = settings;
        this.table = new ObjectTable(settings, new RemoteTypes());
        Executor executor = given == null ? threads : given;
        this.hosting = new Hosting(
                settings,
                table,
                new Hosting.Ports(time, time, executor, connection -> new NoReferences(), () -> inDoubt, "bench"),
                point -> failpoints.reached(point));
    }

    Bench() {
        this(HostingSettings.initial(true));
    }

    /** One whose methods run where the call arrives, or where the one before them ends; they must not block. */
    static Bench onOneThread() {
        return new Bench(HostingSettings.initial(true), Runnable::run);
    }

    /** Exports at epoch 1. */
    Export export(String name, Probe object) {
        Export export = table.announce(new ObjectName(name), new Probe.ProbeType(), object);
        export.becomeCurrent(new Standing(1, 1));
        return export;
    }

    Sent send(String name, MethodDescriptor<?> method) {
        return new Sending(name, method).send();
    }

    Sending sending(String name, MethodDescriptor<?> method) {
        return new Sending(name, method);
    }

    /** Settings with the rooms that a test wants to fill. */
    static HostingSettings settings(Mode mode, int running, int perObject, int waiting) {
        return new HostingSettings(
                mode, running, 64, perObject, waiting, 1 << 20, false, Limits.DEFAULT, ClientLedgers.Limits.DEFAULT);
    }

    /** Waits for the end of a call. */
    static Outcome outcome(Sent sent) {
        try {
            return sent.outcome().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no outcome", e);
        }
    }

    /** Waits for the end of a call that surely did not run, and gives the reason. */
    static Reason refusal(Sent sent) {
        assertThat(outcome(sent)).isInstanceOf(Outcome.NotExecuted.class);
        return ((Outcome.NotExecuted) outcome(sent)).reason();
    }

    @Override
    public void close() {
        hosting.close();
        threads.shutdownNow();
    }

    /** An attempt and how it ended. */
    record Sent(InvocationId id, Cancellation cancellation, CompletableFuture<Outcome> outcome) {}

    final class Sending {
        private final String name;
        private final MethodDescriptor<?> method;
        private int methodId;
        private long epoch = 1;
        private long incarnation = 1;
        private long acknowledged;
        private InvocationId given;
        private Line over = line;
        private int value;
        private InvocationId chain = Invocation.UNIDENTIFIED;
        private Deadline deadline = Deadline.after(SPAN, time);
        private byte[] payload;

        Sending(String name, MethodDescriptor<?> method) {
            this.name = name;
            this.method = method;
            this.methodId = method.id();
        }

        Sending value(int given) {
            value = given;
            return this;
        }

        Sending incarnation(long number) {
            incarnation = number;
            return this;
        }

        Sending as(InvocationId id) {
            given = id;
            return this;
        }

        Sending acknowledging(long prefix) {
            acknowledged = prefix;
            return this;
        }

        Sending over(Line other) {
            over = other;
            return this;
        }

        Sending epoch(long given) {
            epoch = given;
            return this;
        }

        Sending methodId(int given) {
            methodId = given;
            return this;
        }

        Sending servedBy(InvocationId given) {
            chain = given;
            return this;
        }

        Sending within(Duration span) {
            deadline = Deadline.after(span, time);
            return this;
        }

        Sending payload(byte[] bytes) {
            payload = bytes;
            return this;
        }

        Sent send() {
            return send(new Cancellation());
        }

        Sent send(Cancellation cancellation) {
            InvocationId id = given == null ? new InvocationId(7, sequence.incrementAndGet()) : given;
            if (payload == null) {
                PayloadWriter out = new PayloadWriter(settings.limits(), new NoReferences());
                out.writeInt(value);
                payload = out.toBytes();
            }
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            InvocationId itsChain = chain.equals(Invocation.UNIDENTIFIED) ? id : chain;
            Request request = new Request(
                    new ObjectName(name),
                    Probe.ID,
                    methodId,
                    new Standing(epoch, Math.min(epoch, incarnation)),
                    acknowledged,
                    id,
                    itsChain,
                    deadline,
                    payload,
                    cancellation,
                    over);
            hosting.handle(request, new Way(outcome));
            return new Sent(id, cancellation, outcome);
        }
    }

    private record Way(CompletableFuture<Outcome> outcome) implements Responder {
        /** Outcomes by the answers that stand for them. */
        private static final Map<Answer, Outcome> ENCODED = Collections.synchronizedMap(new IdentityHashMap<>());

        @Override
        public Answer encode(MethodDescriptor<?> method, Outcome ended) {
            Answer answer = answer(method, ended);
            ENCODED.put(answer, ended);
            return answer;
        }

        @SuppressWarnings("unchecked")
        private static Answer answer(MethodDescriptor<?> method, Outcome ended) {
            PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
            if (ended instanceof Outcome.Returned returned) {
                ((Codec<Object>) method.result()).write(out, returned.value());
                return new Answer(new ReplyFrame.Returned(out.length()), out.toBytes());
            }
            if (ended instanceof Outcome.Threw threw) {
                return new Answer(new ReplyFrame.Failed(threw.exception().getMessage(), "failure"), new byte[0]);
            }
            return new Answer(
                    ended instanceof Outcome.NotExecuted refused
                            ? new ReplyFrame.NotExecuted(refused.reason(), refused.detail(), 0, null)
                            : new ReplyFrame.Unknown("unknown"),
                    new byte[0]);
        }

        @Override
        public void send(Answer answer) {
            take(ENCODED.get(answer));
        }

        @Override
        public void refuse(Outcome.NotExecuted refusal) {
            take(refusal);
        }

        private void take(Outcome ended) {
            if (!outcome.complete(ended)) {
                outcome.obtrudeException(new AssertionError("answered twice, now with " + ended));
            }
        }
    }

    /** A connection that carries nothing. */
    static final class Line implements Connection {
        /** For what it was struck. */
        final List<String> strikes = new ArrayList<>();

        private final List<Runnable> closings = new ArrayList<>();
        private final String principal;
        private boolean closed;

        Line() {
            this("");
        }

        Line(String principal) {
            this.principal = principal;
        }

        @Override
        public CompletableFuture<Outcome> invoke(Invocation invocation, Standing standing) {
            throw new UnsupportedOperationException("nothing is called over this line");
        }

        @Override
        public String principal() {
            return principal;
        }

        @Override
        public void strike(String seen) {
            strikes.add(seen);
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void onClose(Runnable task) {
            if (closed) {
                task.run();
            } else {
                closings.add(task);
            }
        }

        void close() {
            closed = true;
            closings.forEach(Runnable::run);
        }
    }

    private static final class NoReferences implements References {
        @Override
        public RemoteReference toReference(Object object, Class<?> remoteInterface) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
            throw new UnsupportedOperationException();
        }
    }
}
