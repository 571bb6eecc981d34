package io.limpid.testkit;

import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameException;
import io.limpid.runtime.wire.FrameType;
import io.limpid.runtime.wire.ReplyFrame;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection through a link, frame by frame: a thread each way. */
final class CallConnection {
    private final Socket caller;
    private final Socket host;
    private final Fates fates;
    private final Consumer<CallConnection> onEnd;
    private final AtomicBoolean over = new AtomicBoolean();

    /** The calls whose answers are to be lost. */
    private final Set<Long> unanswerable = ConcurrentHashMap.newKeySet();

    /** The copies of calls without an answer yet. */
    private final Map<Long, CallCopy> copies = new ConcurrentHashMap<>();

    /** The objects to which the caller has given numbers. For the thread that reads from the caller. */
    private final Map<Integer, CallFrame.Target> objects = new HashMap<>();

    private @Nullable RawFrame hello;

    CallConnection(Socket caller, Socket host, Fates fates, Consumer<CallConnection> onEnd) {
        this.caller = caller;
        this.host = host;
        this.fates = fates;
        this.onEnd = onEnd;
    }

    /** What is done with each frame of one direction. */
    @FunctionalInterface
    private interface Step {
        /** Tells whether the connection goes on. */
        boolean take(RawFrame frame, OutputStream out) throws IOException, InterruptedException;
    }

    void start() throws IOException {
        caller.setTcpNoDelay(true);
        host.setTcpNoDelay(true);
        String name = "limpid-link-" + caller.getPort();
        Link.daemon(name + "-there", () -> pump(caller, host, this::toHost)).start();
        Link.daemon(name + "-back", () -> pump(host, caller, this::toCaller)).start();
    }

    private void pump(Socket from, Socket to, Step step) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            DataInputStream frames = new DataInputStream(in);
            while (step.take(RawFrame.read(frames), out)) {
                // Until one side has gone, or fate has struck.
            }
        } catch (IOException | FrameException e) {
            // It ends, whatever the reason.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cut();
        }
    }

    private boolean toHost(RawFrame frame, OutputStream out) throws IOException {
        FrameType type = frame.type();
        if (type == FrameType.HELLO) {
            hello = frame;
        } else if (type == FrameType.CALL) {
            return callTo(frame, out);
        } else if (type == FrameType.CALL_CHUNK) {
            RawFrame.Content content = frame.content();
            CallCopy copy = copies.get(((Frame.CallChunk) content.frame()).correlation());
            if (copy != null) {
                copy.add(content.payload());
            }
        }
        frame.writeTo(out);
        return true;
    }

    private boolean callTo(RawFrame frame, OutputStream out) throws IOException {
        RawFrame.Content content = frame.content();
        CallFrame call = named((CallFrame) content.frame());
        Fate fate = fates.next();
        if (fate == Fate.LOSE_REQUEST) {
            return false;
        }
        RawFrame greeting = hello;
        if (fate == Fate.LOSE_ANSWER) {
            unanswerable.add(call.correlation());
        } else if (fate == Fate.DUPLICATE && greeting != null) {
            copies.put(call.correlation(), CallCopy.begin(host.getPort(), greeting, call, content.payload()));
        }
        frame.writeTo(out);
        return true;
    }

    /** The same call with the name of its object, which the caller says the first time only. */
    private CallFrame named(CallFrame call) {
        CallFrame.Target target = call.object();
        if (target.name() != null) {
            objects.put(target.number(), target);
            return call;
        }
        return new CallFrame(
                call.correlation(),
                objects.getOrDefault(target.number(), target),
                call.method(),
                call.standing(),
                call.id(),
                call.deadlineMicros(),
                call.payloadBytes());
    }

    private boolean toCaller(RawFrame frame, OutputStream out) throws IOException, InterruptedException {
        if (frame.type() == FrameType.REPLY) {
            long correlation = ((ReplyFrame) frame.content().frame()).correlation();
            if (unanswerable.contains(correlation)) {
                return false;
            }
            CallCopy copy = copies.remove(correlation);
            if (copy != null) {
                copy.awaitAnswer();
            }
        }
        frame.writeTo(out);
        return true;
    }

    /** Ends it; a second time does nothing. */
    void cut() {
        if (over.compareAndSet(false, true)) {
            Link.closeQuietly(caller);
            Link.closeQuietly(host);
            onEnd.accept(this);
        }
    }
}
