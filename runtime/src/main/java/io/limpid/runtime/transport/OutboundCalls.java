package io.limpid.runtime.transport;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Acknowledged;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Tie;
import io.limpid.runtime.transport.NettyConnection.Receiver;
import io.limpid.runtime.transport.OutgoingCall.Stage;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameException;
import io.limpid.runtime.wire.GoAway;
import io.limpid.runtime.wire.Greeting;
import io.limpid.runtime.wire.ReplyFrame;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The calls that this side makes on one connection: numbers them, keeps within what the peer is ready to take, and gives each its
 * answer. Confined to the connection's loop but for the two counters.
 */
final class OutboundCalls {
    private static final Payload NOTHING = Payload.of(Answer.NO_PAYLOAD);

    private final FrameSender sender;
    private final Greeting.Capacity peer;
    private final Payloads payloads;
    private final Surroundings surroundings;
    private final long mostReplyBytes;
    private final ObjectNumbers numbers;

    private final ArrayDeque<OutgoingCall> waiting = new ArrayDeque<>();
    private final Set<OutgoingCall> admitted = new HashSet<>();
    /** Every call whose first frame was sent and whose answer has not fully come. */
    private final LongObjectMap<OutgoingCall> begun = new LongObjectHashMap<>();

    private long lastCorrelation;

    /** How many frames of hints have come; each stands before the reply to a call. */
    private long hints;

    /** How often the peer may yet tell how far a call is. */
    private long expectedWords;

    private int inFlight;
    private long inFlightBytes;
    private @Nullable String closedBecause;

    /** The latest call to run exactly once that was answered, until its client's acknowledgement went beyond it. */
    private @Nullable OutgoingCall latest;

    /** What was told last, and of which client id; a client whose lease ended begins again with another. */
    private long told;

    private long toldOf;

    /** Calls that have not begun, and their bytes; also counted by callers before they hand a call over. */
    final AtomicInteger queuedCalls = new AtomicInteger();

    final AtomicLong queuedBytes = new AtomicLong();

    OutboundCalls(
            FrameSender sender,
            Greeting.Capacity peer,
            Payloads payloads,
            Surroundings surroundings,
            long mostReplyBytes) {
        this.sender = sender;
        this.peer = peer;
        this.payloads = payloads;
        this.surroundings = surroundings;
        this.mostReplyBytes = mostReplyBytes;
        this.numbers = new ObjectNumbers(Math.min(peer.objects(), NumberedObjects.MOST_NUMBERS));
    }

    int inFlight() {
        return inFlight;
    }

    /** Sends a call, or lets it wait until the peer has room. */
    void admit(OutgoingCall call) {
        if (call.isDone()) {
            unqueue(call);
        } else if (closedBecause != null) {
            endUnsent(call);
        } else if (waiting.isEmpty() && hasRoomFor(call)) {
            start(call);
        } else {
            waiting.add(call);
        }
    }

    private boolean hasRoomFor(OutgoingCall call) {
        return inFlight < peer.callsInFlight()
                && (inFlight == 0 || inFlightBytes + call.payload().length <= peer.payloadBytes());
    }

    private void start(OutgoingCall call) {
        call.stage = Stage.ADMITTED;
        inFlight++;
        inFlightBytes += call.payload().length;
        sender.send(call);
        if (call.stage == Stage.ADMITTED) {
            admitted.add(call);
        }
    }

    private void release(OutgoingCall call) {
        inFlight--;
        inFlightBytes -= call.payload().length;
        while (true) {
            OutgoingCall next = waiting.peek();
            if (next == null || !hasRoomFor(next)) {
                return;
            }
            waiting.remove();
            start(next);
        }
    }

    private void unqueue(OutgoingCall call) {
        queuedCalls.decrementAndGet();
        queuedBytes.addAndGet(-call.payload().length);
    }

    /** Makes the first frame of a call, which is written next. */
    Frame begin(OutgoingCall call) {
        unqueue(call);
        if (!admitted.isEmpty()) {
            admitted.remove(call);
        }
        call.stage = Stage.SENDING;
        call.correlation = ++lastCorrelation;
        begun.put(call.correlation, call);
        Clock clock = surroundings.clock();
        long micros = TimeUnit.NANOSECONDS.toMicros(call.deadline().remainingNanos(clock));
        MethodDescriptor<?> method = call.method();
        return new CallFrame(
                call.correlation,
                numbers.next(call.object(), method.type()),
                method.id(),
                call.standing(),
                new CallFrame.Identity(call.id(), call.acknowledged().ofObject(), call.number(), call.chain()),
                Math.max(0, micros),
                call.payload().length);
    }

    /** The caller no longer waits. */
    void cancel(OutgoingCall call) {
        if (call.isDone()) {
            return;
        }
        switch (call.stage) {
            case WAITING, ADMITTED -> {
                call.complete(cancelledUnsent(call.deadline(), surroundings.clock()));
                if (waiting.remove(call)) {
                    unqueue(call);
                } else if (admitted.remove(call)) {
                    unqueue(call);
                    release(call);
                }
            }
            case SENDING -> {
                call.complete(cancelledUnsent(call.deadline(), surroundings.clock()));
                sender.send(new Frame.Cancel(call.correlation));
            }
            case SENT -> {
                if (begun.get(call.correlation) != call) {
                    return;
                }
                call.complete(new Outcome.Unknown("the caller stopped waiting after the call was sent", null));
                sender.send(new Frame.Cancel(call.correlation));
            }
        }
    }

    /** Asks how far the peer is with a call; of one that it does not have yet, that it waits is known. */
    void ask(OutgoingCall call) {
        Tie tie = call.tie();
        if (tie == null || call.isDone()) {
            return;
        }
        if (call.stage == Stage.SENT && begun.get(call.correlation) == call) {
            expectedWords += 2;
            sender.send(new Frame.Tie(call.correlation));
        } else {
            tie.heard(false);
        }
    }

    /** The peer says how far it is with a call. */
    void onProgress(Frame.Progress frame) {
        expectedWords--;
        OutgoingCall call = begun.get(frame.correlation());
        Tie tie = call == null ? null : call.tie();
        if (expectedWords < 0 || (call != null && tie == null)) {
            throw new FrameException(
                    "progress: of call " + frame.correlation() + ", of which nobody asked it so often");
        }
        if (tie != null) {
            tie.heard(frame.runs());
        }
    }

    /**
     * Tells those that are watched, and began before this point, that they have been under way for long.
     *
     * @return whether others will have to be told later
     */
    boolean tellThatTarry(long nanos) {
        List<OutgoingCall> late = new ArrayList<>();
        boolean more = false;
        for (OutgoingCall call : begun.values()) {
            more |= isWatchedFurther(call, nanos, late);
        }
        for (OutgoingCall call : waiting) {
            more |= isWatchedFurther(call, nanos, late);
        }
        late.forEach(OutgoingCall::tarries);
        return more;
    }

    private static boolean isWatchedFurther(OutgoingCall call, long nanos, List<OutgoingCall> late) {
        boolean isLate = call.isWatched() && call.isOlderThan(nanos);
        if (isLate) {
            late.add(call);
        }
        return !isLate && call.isWatched();
    }

    /** How a call ends whose caller stopped waiting before the peer could have begun it. */
    static Outcome cancelledUnsent(Deadline deadline, Clock clock) {
        return deadline.hasPassed(clock)
                ? new Outcome.NotExecuted(Reason.DEADLINE_EXCEEDED, "the deadline passed before the call was sent")
                : new Outcome.NotExecuted(Reason.CANCELLED, "the caller stopped waiting before the call was sent");
    }

    /** Hints have come; no more than there were calls, so that they are no way to keep this side busy. */
    void onHints() {
        hints++;
        if (hints > lastCorrelation) {
            throw new FrameException(
                    "hints: " + hints + " times (expected: at most one for each of " + lastCorrelation + " calls)");
        }
    }

    /** Gives who takes the frame's payload; null if nobody does. */
    @Nullable
    Receiver onReply(ReplyFrame frame, int length) {
        OutgoingCall call = begun.get(frame.correlation());
        if (call == null || call.answer != null || (call.stage != Stage.SENT && !call.isDone())) {
            throw new FrameException("reply: to call " + frame.correlation() + ", which awaits none");
        }
        if (!frame.carriesPayload()) {
            finish(call, frame.answer(), NOTHING);
            return null;
        }
        if (frame.payloadBytes() > mostReplyBytes) {
            throw new FrameException(
                    "payload length: " + frame.payloadBytes() + " (expected: at most " + mostReplyBytes + ")");
        }
        Assembly reply = new Assembly((int) frame.payloadBytes());
        call.answer = frame.answer();
        call.reply = reply;
        reply.announce(length);
        if (reply.isComplete()) {
            finish(call, frame.answer(), reply);
        }
        return call;
    }

    /** Gives who takes the frame's payload; null if nobody does. */
    @Nullable
    Receiver onReplyChunk(long correlation, int length) {
        OutgoingCall call = begun.get(correlation);
        if (call == null || call.answer == null || call.reply == null) {
            throw new FrameException("chunk: of a reply to call " + correlation + ", which has none");
        }
        if (length > 0) {
            call.reply.announce(length);
            return call;
        }
        if (!call.isDone()) {
            throw new FrameException("chunk: empty");
        }
        // The peer broke the reply off because the call was cancelled.
        begun.remove(correlation);
        call.dropReply();
        release(call);
        return null;
    }

    /** A piece of a call's reply has come. */
    void receive(OutgoingCall call, ByteBuf in, int index, int length) {
        Assembly reply = Objects.requireNonNull(call.reply);
        reply.add(in, index, length);
        if (reply.isComplete()) {
            finish(call, Objects.requireNonNull(call.answer), reply);
        }
    }

    private void finish(OutgoingCall call, ReplyFrame.Answer answer, Payload payload) {
        begun.remove(call.correlation);
        release(call);
        if (call.acknowledged() != Acknowledged.NOTHING) {
            latest = call;
        }
        if (call.isDone()) {
            payload.release();
            return;
        }
        payloads.decode(call.method(), answer, payload, surroundings.executor(), call::complete);
    }

    /** What to tell the peer of the answers that came over this connection; null if there is nothing new. */
    Frame.@Nullable Ack acknowledgement() {
        OutgoingCall answered = latest;
        if (answered == null) {
            return null;
        }
        InvocationId id = answered.id();
        long prefix = answered.acknowledged().ofClient();
        if (prefix > id.sequence()) {
            latest = null;
        }
        long clientId = id.clientId();
        if (clientId == toldOf && prefix <= told) {
            return null;
        }
        toldOf = clientId;
        told = prefix;
        return new Frame.Ack(clientId, prefix);
    }

    /** The peer takes no more calls; those beyond the last that it took, it has not executed. */
    void onGoAway(GoAway frame) {
        closedBecause = "the peer goes away: " + frame.cause().word();
        endWaiting(Reason.CLOSED, null);
        for (OutgoingCall call : snapshot()) {
            if (call.correlation > frame.lastCorrelation()) {
                begun.remove(call.correlation);
                call.dropReply();
                inFlight--;
                endAs(call, Reason.CLOSED, null);
            }
        }
    }

    boolean isRefusing() {
        return closedBecause != null;
    }

    /** The connection is gone. */
    void close(String because, @Nullable Throwable cause) {
        closedBecause = because;
        endWaiting(Reason.UNREACHABLE, cause);
        for (OutgoingCall call : snapshot()) {
            if (call.stage == Stage.SENT) {
                call.complete(new Outcome.Unknown(because + " after the call was sent", cause));
            } else {
                endAs(call, Reason.UNREACHABLE, cause);
            }
        }
        begun.values().forEach(OutgoingCall::dropReply);
        begun.clear();
        inFlight = 0;
    }

    private List<OutgoingCall> snapshot() {
        return new ArrayList<>(begun.values());
    }

    private void endWaiting(Reason reason, @Nullable Throwable cause) {
        inFlight -= admitted.size();
        List<OutgoingCall> unsent = new ArrayList<>(waiting);
        unsent.addAll(admitted);
        waiting.clear();
        admitted.clear();
        for (OutgoingCall call : unsent) {
            unqueue(call);
            endAs(call, reason, cause);
        }
    }

    /** Ends a call that was offered when it was too late. */
    void endUnsent(OutgoingCall call) {
        unqueue(call);
        endAs(call, Reason.UNREACHABLE, null);
    }

    private void endAs(OutgoingCall call, Reason reason, @Nullable Throwable cause) {
        String because = closedBecause == null ? "the connection is closed" : closedBecause;
        call.complete(Payloads.notExecuted(reason, because + " before the call was sent", cause));
    }
}
