package io.limpid.runtime;

import io.limpid.runtime.completion.InvocationIds;
import io.limpid.runtime.hosting.Hosting;
import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.hosting.ObjectTable;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.location.BindingCache;
import io.limpid.runtime.simulation.Cell;
import io.limpid.runtime.simulation.FakeDirectory;
import io.limpid.runtime.simulation.Faults;
import io.limpid.runtime.simulation.NoReferences;
import io.limpid.runtime.simulation.SimulatedNetwork;
import io.limpid.runtime.simulation.SlowCell;
import io.limpid.runtime.simulation.Trace;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Connection;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadReaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client calls one object, whose method takes its time, over one bad link, and cancels most of its calls at random moments; in virtual
 * time, by one seed.
 */
final class CancelRun {
    private static final int CALLS = 8;
    private static final String NAME = "cell";
    private static final Endpoint ENDPOINT = new Endpoint("host", 1);
    private static final Faults[] FAULTS = {Faults.NONE, Faults.MIX, Faults.HEAVY};

    /** How far a call has come. */
    enum State {
        /** Its object is looked for, or the sending waits for a retry. */
        NOT_UNDER_WAY,
        SENT,
        WAITING,
        RUNNING,
        /** Its method has ended, and the answer is on its way. */
        ANSWERED,
        ENDED
    }

    final List<State> cancelledIn = new ArrayList<>();

    private final VirtualTime time = new VirtualTime();
    private final Random random;
    private final FakeDirectory directory = new FakeDirectory();
    private final AtomicInteger observed = new AtomicInteger();
    private final List<String> wrong = new ArrayList<>();
    private final Map<Integer, Call> calls = new HashMap<>();
    private final List<Way> ways = new ArrayList<>();
    private final ObjectTable table;
    private final Hosting hosting;
    private final Invoker client;
    private final InvocationIds ids;
    private Connection connection;

    /** One call as seen from everywhere. */
    private static final class Call {
        private final Cancellation cancellation = new Cancellation();
        private Journal journal;
        private boolean arrived;
        private int begun;
        private int ended;
        private Outcome outcome;

        State state() {
            if (outcome != null) {
                return State.ENDED;
            }
            if (begun > 0) {
                return ended > 0 ? State.ANSWERED : State.RUNNING;
            }
            if (arrived) {
                return State.WAITING;
            }
            boolean isUnderWay = journal.attempts() > 0
                    && journal.latestAttempts()
                                    .get(journal.latestAttempts().size() - 1)
                                    .outcome()
                            == null;
            return isUnderWay ? State.SENT : State.NOT_UNDER_WAY;
        }
    }

    CancelRun(long seed) {
        random = new Random(seed);
        HostingSettings settings = HostingSettings.initial(true);
        table = new ObjectTable(settings, new RemoteTypes());
        hosting = new Hosting(
                settings,
                table,
                new Hosting.Ports(
                        time,
                        time,
                        method -> time.schedule(micros(5_000), method),
                        connection -> new NoReferences(),
                        () -> false,
                        "sim"));
        table.announce(new ObjectName(NAME), new SlowCell.Type(), (SlowCell) this::append)
                .becomeCurrent(new Standing(1, 1));
        directory.bind(FakeDirectory.binding(NAME, 1, ENDPOINT));
        SimulatedNetwork network =
                new SimulatedNetwork(time, random, FAULTS[random.nextInt(FAULTS.length)], new Trace(time));
        network.listen(ENDPOINT, this::arrives);
        ids = new InvocationIds(random);
        ids.adopt(7);
        Environment environment = new Environment(time, time, random, Runnable::run, () -> {});
        client = new ClientPipeline(environment, network, (call, end) -> observed.incrementAndGet())
                .toNamed(new BindingCache(directory, time, 10), ids);
    }

    private Duration micros(int most) {
        return Duration.ofNanos(1_000L * random.nextInt(most));
    }

    private void arrives(Request request, RequestHandler.Responder responder) {
        connection = request.connection();
        int number =
                request.payload().read(new PayloadReaders(Limits.DEFAULT), new NoReferences(), PayloadReader::readInt);
        calls.get(number).arrived = true;
        Way way = new Way(number, responder);
        ways.add(way);
        hosting.handle(request, way);
    }

    /** What the object does: some of its runs end at once, some listen to a cancel, some do not. */
    private CompletionStage<Integer> append(int number) {
        Call call = calls.get(number);
        call.begun++;
        CompletableFuture<Integer> stage = random.nextBoolean() ? new CompletableFuture<>() : new Deaf();
        stage.whenComplete((value, failure) -> call.ended++);
        if (random.nextInt(4) == 0) {
            stage.complete(number);
        } else {
            time.schedule(micros(30_000), () -> stage.complete(number));
        }
        return stage;
    }

    private static final class Deaf extends CompletableFuture<Integer> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
        }
    }

    /** Makes all calls, cancels most, and lets time pass until nothing can come any more. */
    void toTheEnd() {
        directory.hold();
        time.schedule(micros(20_000), directory::release);
        for (int i = 1; i <= CALLS; i++) {
            int number = i;
            time.schedule(micros(60_000), () -> begin(number));
        }
        // As long as a client keeps the id of a call that ended unknown, so that it may ask what became of it.
        time.advance(Duration.ofMinutes(10));
        // All calls have ended, so the client would say that it has the answers of all before the next.
        hosting.acknowledged(connection, 7, ids.next().sequence());
    }

    private void begin(int number) {
        Call call = new Call();
        call.journal = new Journal(time.nanoTime());
        calls.put(number, call);
        Duration span = random.nextInt(4) == 0 ? micros(100_000).plusMillis(1) : Duration.ofSeconds(5);
        Invocation invocation = new Invocation(
                new ObjectName(NAME),
                SlowCell.APPEND,
                new Cell.Number(number),
                Invocation.UNIDENTIFIED,
                Invocation.UNIDENTIFIED,
                Deadline.after(span, time),
                call.cancellation,
                call.journal);
        if (random.nextInt(8) > 0) {
            time.schedule(micros(random.nextBoolean() ? 10_000 : 150_000), () -> {
                cancelledIn.add(call.state());
                call.cancellation.cancel();
                if (call.outcome == null) {
                    wrong.add("call " + number + " has not ended although it was cancelled");
                }
            });
        }
        client.invoke(invocation).thenAccept(outcome -> {
            if (call.outcome != null) {
                wrong.add("call " + number + " ended twice");
            }
            call.outcome = outcome;
        });
    }

    List<Outcome> outcomes() {
        return calls.values().stream().map(call -> call.outcome).toList();
    }

    /** What is not as promised. */
    List<String> complaints() {
        calls.forEach((number, call) -> {
            if (call.outcome == null) {
                wrong.add("call " + number + " is stuck");
            } else if (call.begun > 1) {
                wrong.add("call " + number + " ran " + call.begun + " times");
            } else if (call.outcome instanceof Outcome.Returned && call.begun != 1) {
                wrong.add("call " + number + " returned and did not run");
            } else if (call.outcome instanceof Outcome.NotExecuted && call.begun != 0) {
                wrong.add("call " + number + " is said not to have been executed, and was: " + call.outcome);
            }
        });
        expect("ends observed", observed.get(), calls.size());
        expect("calls remembered", hosting.ledgers().calls(), 0);
        expect("calls under way in the host", hosting.drain().isDone() ? 0 : 1, 0);
        expect("timers", time.scheduled(), 0);
        ways.forEach(way -> expect("answers to an attempt of call " + way.number, way.answers, 1));
        return wrong;
    }

    private void expect(String what, long found, long wanted) {
        if (found != wanted) {
            wrong.add(what + ": " + found + " (expected: " + wanted + ")");
        }
    }

    /** The way back of one attempt, which counts, and knows what must not be said. */
    private final class Way implements RequestHandler.Responder {
        private final int number;
        private final RequestHandler.Responder to;
        private int answers;

        Way(int number, RequestHandler.Responder to) {
            this.number = number;
            this.to = to;
        }

        @Override
        public Answer encode(MethodDescriptor<?> method, Outcome outcome) {
            return to.encode(method, outcome);
        }

        @Override
        public void send(Answer answer) {
            answers++;
            to.send(answer);
        }

        @Override
        public void refuse(Outcome.NotExecuted refusal) {
            answers++;
            if (calls.get(number).begun > 0) {
                wrong.add("an attempt of call " + number + " is refused although it ran: " + refusal);
            }
            to.refuse(refusal);
        }
    }
}
