package io.limpid.runtime.transport;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Tie;
import io.limpid.runtime.transport.Transport.Draining;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameException;
import io.limpid.runtime.wire.FrameFormat;
import io.limpid.runtime.wire.GoAway;
import io.limpid.runtime.wire.Greeting;
import io.limpid.runtime.wire.Hints;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.ReplyFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which both sides have greeted. Calls may go both ways. Any thread may call {@link #invoke}; everything that
 * follows happens on the connection's loop.
 */
final class NettyConnection implements Connection, Lane, FrameSink {
    private final Channel channel;
    private final Wiring wiring;
    private final Greeting.Capacity peer;
    private final String principal;
    private final LoopSharing sharing;
    private final FrameSender sender;
    private final Outbox outbox;
    private final Payloads payloads;
    private final OutboundCalls outbound;
    private final InboundCalls inbound;
    private final Heartbeat heartbeat;
    private final CloseListeners closeListeners = new CloseListeners();

    /** Written on the loop; read by callers, to fail fast and to choose among connections. */
    private volatile boolean open = true;

    private volatile boolean refusing;
    private volatile int load;

    /** Why it was closed, if this side closed it. */
    private String closedBecause = "the connection broke";

    /** Whether somebody will look for calls that tarry; belongs to the loop. */
    private boolean watching;

    /** Counted on the loop. */
    private int strikes;

    /** Whose payload the present frame brings; null if nobody wants it. */
    private @Nullable Receiver receiving;

    /** Whether both sides can tell one another where objects have gone. */
    private final boolean takesHints;

    /** Who hears where objects have gone; set before the first call, where this side connected. */
    private volatile Consumer<Binding> hints = place -> {};

    /** Hears that the peer fell silent; set before the first call, where this side connected. */
    private volatile Runnable silence = () -> {};

    NettyConnection(Channel channel, Wiring wiring, Greeting.Capacity peer, long features, String principal) {
        this.channel = channel;
        this.wiring = wiring;
        this.peer = peer;
        this.principal = principal;
        this.sharing = LoopSharing.of(channel.eventLoop());
        this.sender = new FrameSender(channel, wiring.limit(Limit.WRITE_LOW_BYTES), this::onWritten);
        this.outbox = new Outbox(channel.eventLoop(), sharing, sender);
        this.payloads = new Payloads(wiring.limits(), wiring.references().over(this));
        long mostReply = wiring.limit(Limit.MESSAGE_BYTES);
        this.outbound = new OutboundCalls(sender, peer, payloads, wiring.surroundings(), mostReply);
        this.inbound = new InboundCalls(this, wiring, payloads, peer.messageBytes());
        this.takesHints = (features & FrameFormat.HINTS_FEATURE) != 0;
        this.heartbeat = new Heartbeat(this, wiring);
        heartbeat.start(channel.eventLoop());
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Standing standing) {
        byte[] arguments;
        try {
            arguments = payloads.arguments(invocation.method(), invocation.arguments(), peer.messageBytes(), this);
        } catch (PayloadException e) {
            return refused(Reason.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
        if (!open || refusing) {
            return refused(Reason.UNREACHABLE, "the connection with " + this + " is closed", null);
        }
        TransportSettings.Sharing sharing = wiring.settings().sharing();
        if (outbound.queuedCalls.get() >= sharing.queuedCalls()
                || outbound.queuedBytes.get() >= sharing.queuedBytes()) {
            return refused(Reason.OVERLOADED, "too many calls wait for " + this, null);
        }
        outbound.queuedCalls.incrementAndGet();
        outbound.queuedBytes.addAndGet(arguments.length);
        OutgoingInvocation call = new OutgoingInvocation(outbound, invocation, standing, arguments);
        call.cancelledBy(invocation.cancellation().onCancel(() -> onLoop(() -> outbound.cancel(call))));
        outbox.offer(call);
        Tie tie = invocation.journal().tie();
        if (tie != null) {
            tie.sentBy(() -> onLoop(() -> outbound.ask(call)));
        }
        return call.future;
    }

    @Override
    public byte @Nullable [] encode(MethodDescriptor<?> method, Arguments arguments) {
        try {
            return payloads.arguments(method, arguments, peer.messageBytes(), this);
        } catch (PayloadException e) {
            return null;
        }
    }

    @Override
    public void send(Attempt attempt, byte[] arguments) {
        OutgoingExpress call = new OutgoingExpress(this, attempt, arguments);
        attempt.goes(call);
        outbound.queuedCalls.incrementAndGet();
        outbound.queuedBytes.addAndGet(arguments.length);
        outbox.offer(call);
    }

    /** Has calls that pass the layers by told when they tarry, as long as there are any; on the loop. */
    void watchForSlowOnes() {
        if (!watching && open) {
            watching = true;
            Future<?> unused =
                    channel.eventLoop().schedule(this::tellThatTarry, Express.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void tellThatTarry() {
        watching = false;
        long now = wiring.surroundings().clock().nanoTime();
        if (open && outbound.tellThatTarry(now - Express.PATIENCE.toNanos())) {
            watchForSlowOnes();
        }
    }

    private static CompletableFuture<Outcome> refused(Reason reason, String detail, @Nullable Throwable cause) {
        return CompletableFuture.completedFuture(Payloads.notExecuted(reason, detail, cause));
    }

    void offer(Outgoing item) {
        outbox.offer(item);
    }

    void onLoop(Runnable step) {
        outbox.offer(new Outgoing.Step(step));
    }

    boolean isOnLoop() {
        return channel.eventLoop().inEventLoop();
    }

    /** Runs something short on this thread, if it keeps the loop and has read what there is. */
    boolean runBeside(Runnable task) {
        return sharing.runBeside(task);
    }

    /** From now on tells where objects have gone, as the other end says; on the loop. */
    void hintsTo(Consumer<Binding> listener) {
        hints = listener;
    }

    /** From now on tells that the peer fell silent, before its calls end; on the loop. */
    void onSilence(Runnable listener) {
        silence = listener;
    }

    boolean takesHints() {
        return takesHints;
    }

    FrameSender sender() {
        return sender;
    }

    InboundCalls inbound() {
        return inbound;
    }

    OutboundCalls outbound() {
        return outbound;
    }

    /** How many calls are on their way to the peer or waiting to be. */
    int load() {
        return load + outbound.queuedCalls.get();
    }

    int capacity() {
        return peer.callsInFlight();
    }

    /** Tells whether a call may be tried on it. */
    boolean isUsable() {
        return open && !refusing;
    }

    private void onWritten() {
        inbound.proceed();
    }

    @Override
    public int mostFrameBytes() {
        return FrameFormat.MAX_FRAME_BYTES;
    }

    @Override
    public void onFrame(Frame frame, int length) {
        receiving = null;
        if (!open) {
            return;
        }
        heartbeat.heard();
        switch (frame.type()) {
            case CALL -> receiving = inbound.onCall((CallFrame) frame, length);
            case CALL_CHUNK -> receiving = inbound.onCallChunk(((Frame.CallChunk) frame).correlation(), length);
            case CANCEL -> inbound.onCancel(((Frame.Cancel) frame).correlation());
            case TIE -> inbound.onTie(((Frame.Tie) frame).correlation());
            case PROGRESS -> outbound.onProgress((Frame.Progress) frame);
            case REPLY -> receiving = outbound.onReply((ReplyFrame) frame, length);
            case REPLY_CHUNK -> receiving = outbound.onReplyChunk(((Frame.ReplyChunk) frame).correlation(), length);
            case PING -> heartbeat.onPing((Frame.Ping) frame);
            case PONG -> {
                // That it came is all that it says.
            }
            case GOAWAY -> onGoAway((GoAway) frame);
            case ACK -> heartbeat.onAck((Frame.Ack) frame);
            case HINTS -> onHints((Hints) frame);
            case HELLO, WELCOME -> throw new FrameException(frame.type() + ": after both sides have greeted");
        }
        load = outbound.inFlight();
    }

    @Override
    public void onPayload(ByteBuf in, int index, int length) {
        Receiver receiver = receiving;
        if (open && receiver != null) {
            receiver.receive(in, index, length);
            load = outbound.inFlight();
        }
    }

    /** Takes the payload of the present frame. */
    interface Receiver {
        void receive(ByteBuf in, int index, int length);
    }

    private void onHints(Hints frame) {
        if (!takesHints) {
            throw new FrameException("hints: to a side that did not say that it takes them");
        }
        outbound.onHints();
        frame.bindings().forEach(hints);
    }

    private void onGoAway(GoAway frame) {
        refusing = true;
        outbound.onGoAway(frame);
        closeIfIdle();
    }

    /** A connection that takes no more calls is closed by whoever waits for its last answer. */
    void closeIfIdle() {
        if (refusing && outbound.inFlight() == 0 && inbound.inFlight() == 0) {
            close("the peer went away");
        }
    }

    /** What arrived may have made room for calls that waited, or be a ping. */
    @Override
    public void onPause() {
        sender.flush();
    }

    @Override
    public void onRefused(Refusal reason, String seen) {
        refuse(reason, GoAway.Cause.PROTOCOL, seen);
    }

    /** Tells the peer why, and closes; on the loop. */
    void refuse(Refusal reason, GoAway.Cause cause, String seen) {
        if (!open) {
            return;
        }
        wiring.refusals().record(reason, this, seen);
        sender.send(new GoAway(inbound.lastTaken(), cause, seen));
        sender.flush();
        leave(seen);
    }

    /** Closes without a word, on the loop. */
    void cut(Refusal reason, String seen) {
        if (open) {
            wiring.refusals().record(reason, this, seen);
            closedBecause = seen;
            if (reason == Refusal.SILENT) {
                silence.run();
            }
            channel.close();
            end(null);
        }
    }

    /** Closes it once what was given to the channel is written, at once if the peer does not read; on any thread. */
    void close(String because) {
        Runnable closing = () -> {
            if (open) {
                // Whoever goes for ever would leave what it has not acknowledged until naming says that it is over.
                heartbeat.acknowledge();
                leave(because);
            }
        };
        if (channel.eventLoop().inEventLoop()) {
            closing.run();
        } else {
            onLoop(closing);
        }
    }

    private void leave(String because) {
        closedBecause = because;
        Farewell.close(channel);
        end(null);
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
        end(cause);
    }

    private void end(@Nullable Throwable cause) {
        if (!open) {
            return;
        }
        open = false;
        heartbeat.stop();
        sender.close();
        outbound.close(closedBecause, cause);
        inbound.close();
        outbox.close();
        closeListeners.close();
    }

    /** Tells the peer to send no more. */
    Draining drain() {
        CompletableFuture<Void> told = new CompletableFuture<>();
        CompletableFuture<Void> answered = new CompletableFuture<>();
        try {
            channel.eventLoop().execute(() -> {
                CompletableFuture<Void> unused = inbound.drain().thenRun(() -> answered.complete(null));
                sender.flush();
                told.complete(null);
            });
        } catch (RejectedExecutionException e) {
            told.complete(null);
            answered.complete(null);
        }
        return new Draining(told, answered);
    }

    @Override
    public String principal() {
        return principal;
    }

    @Override
    public void strike(String seen) {
        onLoop(() -> {
            strikes++;
            if (strikes >= STRIKES) {
                refuse(Refusal.FORGED, GoAway.Cause.PROTOCOL, seen);
            }
        });
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void onClose(Runnable task) {
        closeListeners.add(task);
    }

    @Override
    public String toString() {
        return UnixSockets.peer(channel);
    }
}
