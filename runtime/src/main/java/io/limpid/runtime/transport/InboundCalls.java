package io.limpid.runtime.transport;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.transport.NettyConnection.Receiver;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameException;
import io.limpid.runtime.wire.GoAway;
import io.limpid.runtime.wire.Greeting;
import io.limpid.runtime.wire.Hints;
import io.limpid.runtime.wire.Limit;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that the peer makes on one connection. Confined to the connection's loop, but for the way back of answers.
 *
 * <p>Every call that was taken is answered exactly once, so that the peer can count what it has in flight. While the peer does not
 * read its answers, further calls are not begun and further answers not written; everything else goes on, because a connection
 * whose two ends both stopped reading would never move again.
 */
final class InboundCalls {
    /** The arguments that one peer may have in flight, where its longest message is not longer. */
    static final int PAYLOAD_BYTES = 32 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(InboundCalls.class);
    private static final int REPLY_OVERHEAD_BYTES = 64;
    private static final long LONGEST_MICROS = Duration.ofDays(36_500).toNanos() / 1_000;

    private final NettyConnection connection;
    private final Wiring wiring;
    private final Payloads payloads;
    private final Greeting.Capacity capacity;
    private final long mostReplyBytes;
    private final NumberedObjects objects = new NumberedObjects();
    private final LongObjectMap<InboundCall> taken = new LongObjectHashMap<>();
    private final ArrayDeque<InboundCall> held = new ArrayDeque<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final FloodBudget lateCancels;
    private final FloodBudget refusals;
    private final MovedNames.Reader moved;

    /** Answers that wait until the peer reads again; filled by any thread. */
    private final Queue<InboundCall.Reply> unwritten = new ConcurrentLinkedQueue<>();

    /** Bytes of answers that were not given to the channel yet. */
    private final AtomicLong queuedBytes = new AtomicLong();

    private long lastCorrelation;
    private long lastTaken = Long.MAX_VALUE;
    private long inFlightBytes;

    InboundCalls(NettyConnection connection, Wiring wiring, Payloads payloads, long mostReplyBytes) {
        this.connection = connection;
        this.wiring = wiring;
        this.payloads = payloads;
        this.capacity = wiring.capacity();
        this.moved = wiring.handler().moved().reader();
        this.mostReplyBytes = mostReplyBytes;
        long heartbeat = wiring.settings().patience().heartbeat().toMillis();
        int span = (int) (wiring.limit(Limit.FLOOD_MILLIS) / Math.max(1, heartbeat));
        this.lateCancels = new FloodBudget(wiring.limit(Limit.CANCELS), span);
        this.refusals = new FloodBudget(wiring.limit(Limit.REFUSALS), span);
    }

    int inFlight() {
        return taken.size();
    }

    /** Gives who takes the frame's payload; null if nobody does. */
    @Nullable
    Receiver onCall(CallFrame frame, int length) {
        if (frame.correlation() != lastCorrelation + 1) {
            throw new FrameException(
                    "correlation: " + frame.correlation() + " (expected: " + (lastCorrelation + 1) + ")");
        }
        if (frame.payloadBytes() > capacity.messageBytes()) {
            throw new FrameException(
                    "payload length: " + frame.payloadBytes() + " (expected: at most " + capacity.messageBytes() + ")");
        }
        lastCorrelation++;
        CallFrame.Target object = objects.resolve(frame.object());
        if (isBeyondGoodbye(frame.correlation())) {
            return null;
        }
        InboundCall call = new InboundCall(this, frame, object);
        if (!hasRoomFor(frame)) {
            refuseExcess(call, length);
            return null;
        }
        taken.put(frame.correlation(), call);
        inFlightBytes += frame.payloadBytes();
        call.arguments.announce(length);
        if (call.arguments.isComplete()) {
            beginSoon(call);
        } else if (length == 0) {
            throw new FrameException("payload: its first piece is empty");
        }
        return call;
    }

    private boolean hasRoomFor(CallFrame frame) {
        return taken.size() < capacity.callsInFlight()
                && (taken.isEmpty() || inFlightBytes + frame.payloadBytes() <= capacity.payloadBytes());
    }

    /** The peer was told how much it may have in flight, so this is its fault; a little of it is forgiven. */
    private void refuseExcess(InboundCall call, int length) {
        if (length < call.frame.payloadBytes() || !refusals.spend() || isClogged()) {
            connection.refuse(
                    Refusal.FLOOD,
                    GoAway.Cause.FLOOD,
                    "more than " + capacity.callsInFlight() + " calls or " + capacity.payloadBytes()
                            + " bytes of arguments in flight");
            return;
        }
        call.refuse(new Outcome.NotExecuted(
                Reason.OVERLOADED, "more than " + capacity.callsInFlight() + " calls in flight on one connection"));
    }

    /** Gives who takes the frame's payload; null if nobody does. */
    @Nullable
    Receiver onCallChunk(long correlation, int length) {
        InboundCall call = taken.get(correlation);
        if (isBeyondGoodbye(correlation)) {
            return null;
        }
        if (call == null || call.arguments.isComplete() || length == 0) {
            throw new FrameException("chunk: of call " + correlation + ", which awaits none or not an empty one");
        }
        call.arguments.announce(length);
        return call;
    }

    private boolean isBeyondGoodbye(long correlation) {
        return correlation > lastTaken && correlation <= lastCorrelation;
    }

    /** A piece of a call's arguments has come. */
    void receive(InboundCall call, ByteBuf in, int index, int length) {
        call.arguments.add(in, index, length);
        if (call.arguments.isComplete()) {
            beginSoon(call);
        }
    }

    private void beginSoon(InboundCall call) {
        if (isBacklogged()) {
            held.add(call);
        } else {
            begin(call);
        }
    }

    private void begin(InboundCall call) {
        CallFrame frame = call.frame;
        ObjectName name = Objects.requireNonNull(call.object.name());
        InterfaceId type = Objects.requireNonNull(call.object.type());
        Duration left = Duration.ofNanos(Math.min(frame.deadlineMicros(), LONGEST_MICROS) * 1_000);
        Request request = new Request(
                name,
                type,
                frame.method(),
                frame.standing(),
                frame.id().acknowledged(),
                frame.id().invocation(),
                frame.id().chain(),
                Deadline.after(left, wiring.surroundings().clock()),
                call.arguments,
                call.cancellation,
                connection);
        try {
            wiring.handler().handle(request, call);
        } catch (RuntimeException | Error e) {
            LOG.error("the request handler threw, which it must not; the call's outcome is unknown", e);
            call.fail("the host failed while it took the call");
        }
    }

    void onCancel(long correlation) {
        InboundCall call = taken.get(correlation);
        if (call == null) {
            if (correlation > lastCorrelation) {
                throw new FrameException("cancel: of call " + correlation + ", which was never made");
            }
            // It crossed with the answer. Only a flood of them is not an accident.
            if (!isBeyondGoodbye(correlation) && !lateCancels.spend()) {
                connection.refuse(Refusal.FLOOD, GoAway.Cause.FLOOD, "too many cancels of calls that had ended");
            }
        } else if (call.cancellation.isCancelled()) {
            throw new FrameException("cancel: of call " + correlation + ", for the second time");
        } else {
            call.cancellation.cancel();
            if (!call.arguments.isComplete() || held.remove(call)) {
                call.refuse(
                        new Outcome.NotExecuted(Reason.CANCELLED, "the caller cancelled before the call was begun"));
            }
        }
    }

    /** The peer asks how far a call is. */
    void onTie(long correlation) {
        InboundCall call = taken.get(correlation);
        if (call != null) {
            call.onTie();
        } else if (correlation > lastCorrelation) {
            throw new FrameException("tie: to call " + correlation + ", which was never made");
        } else if (!isBeyondGoodbye(correlation) && !lateCancels.spend()) {
            connection.refuse(Refusal.FLOOD, GoAway.Cause.FLOOD, "too many ties to calls that had ended");
        }
    }

    /** Says how far a call is; on any thread. */
    void tell(InboundCall call, boolean runs) {
        connection.offer(new Outgoing.Control(connection.sender(), new Frame.Progress(call.frame.correlation(), runs)));
    }

    boolean isOnLoop() {
        return connection.isOnLoop();
    }

    boolean runBeside(Runnable task) {
        return connection.runBeside(task);
    }

    Answer encode(MethodDescriptor<?> method, Outcome outcome) {
        return payloads.encode(method, outcome, mostReplyBytes);
    }

    /** Gives an answer to the channel: at once while the peer reads, else once it does again. On any thread. */
    void offerWhenReadable(InboundCall.Reply reply) {
        if (!isClogged()) {
            offer(reply);
            return;
        }
        unwritten.add(reply);
        // Between the look and the entry the way may have become free.
        connection.onLoop(this::proceed);
    }

    void offer(InboundCall.Reply reply) {
        queuedBytes.addAndGet(reply.payload().length + REPLY_OVERHEAD_BYTES);
        connection.offer(reply);
    }

    /** Writes an answer, on the loop, behind what the peer should know of objects that it has called. */
    void send(InboundCall.Reply reply) {
        if (moved.isBehind() && connection.takesHints()) {
            tellOfMoves();
        }
        connection.sender().send(reply);
    }

    private void tellOfMoves() {
        Hints hints = Hints.of(moved.next(objects::holds, Hints.MOST));
        if (!hints.bindings().isEmpty()) {
            connection.sender().send(hints);
        }
    }

    /** An answer was given to the channel, or never will be. */
    void sent(InboundCall call, InboundCall.Reply reply) {
        queuedBytes.addAndGet(-(reply.payload().length + REPLY_OVERHEAD_BYTES));
        if (taken.remove(call.frame.correlation()) != null) {
            inFlightBytes -= call.frame.payloadBytes();
            if (lastTaken != Long.MAX_VALUE && taken.isEmpty()) {
                drained.complete(null);
            }
        }
    }

    /** A long answer is not sent to its end because its call was cancelled. */
    void breakOff(InboundCall call, InboundCall.Reply reply) {
        connection.sender().send(reply.chunk());
        sent(call, reply);
    }

    private long backlog() {
        return queuedBytes.get() + connection.sender().unwritten();
    }

    private boolean isBacklogged() {
        return backlog() > wiring.limit(Limit.WRITE_HIGH_BYTES);
    }

    private boolean isClogged() {
        return backlog() > wiring.limit(Limit.WRITE_HARD_BYTES);
    }

    /** The peer has read something: goes on with what was held back. On the loop. */
    void proceed() {
        while (!isBacklogged()) {
            InboundCall.Reply reply = unwritten.poll();
            if (reply != null) {
                offer(reply);
                continue;
            }
            InboundCall call = held.poll();
            if (call == null) {
                return;
            }
            begin(call);
        }
    }

    void tick() {
        lateCancels.tick();
        refusals.tick();
    }

    /** Takes no more calls. The result completes when those that were taken are answered. */
    CompletableFuture<Void> drain() {
        if (lastTaken == Long.MAX_VALUE) {
            lastTaken = lastCorrelation;
            connection.sender().send(new GoAway(lastTaken, GoAway.Cause.CLOSING, "the host is closing"));
        }
        if (taken.isEmpty()) {
            drained.complete(null);
        }
        return drained;
    }

    long lastTaken() {
        return Math.min(lastTaken, lastCorrelation);
    }

    /** The connection is gone: whatever runs for the peer is no longer wanted. */
    void close() {
        for (InboundCall call : held) {
            call.arguments.release();
        }
        held.clear();
        unwritten.clear();
        ArrayList<InboundCall> abandoned = new ArrayList<>(taken.values());
        taken.clear();
        drained.complete(null);
        for (InboundCall call : abandoned) {
            call.cancellation.cancel();
            if (!call.arguments.isComplete()) {
                call.arguments.release();
            }
        }
    }
}
