package io.limpid.testkit;

import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameType;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The second delivery of a call: a connection of its own that greets, sends the call and waits for its answer, which nobody gets. */
final class CallCopy {
    /** The number of the one call on its connection. */
    private static final long ONLY_CALL = 1;

    /** How long the original's answer is kept for the copy's, and its payload waited for. */
    private static final long PATIENCE_SECONDS = 5;

    private final RawFrame hello;
    private final CallFrame call;
    private final BlockingQueue<RawFrame.Content> pieces = new LinkedBlockingQueue<>();
    private final CountDownLatch answered = new CountDownLatch(1);

    private CallCopy(RawFrame hello, CallFrame call) {
        this.hello = hello;
        this.call = call;
    }

    /**
     * Begins one.
     *
     * @param hello how the caller greeted
     * @param call the call, with the name of its object
     * @param payload what came with it; {@link #add} gives the rest
     */
    static CallCopy begin(int port, RawFrame hello, CallFrame call, byte[] payload) {
        CallFrame alone = new CallFrame(
                ONLY_CALL,
                call.object(),
                call.method(),
                call.standing(),
                call.id(),
                call.deadlineMicros(),
                call.payloadBytes());
        CallCopy copy = new CallCopy(hello, alone);
        copy.pieces.add(new RawFrame.Content(alone, payload));
        Link.daemon("limpid-link-copy", () -> copy.deliver(port)).start();
        return copy;
    }

    void add(byte[] payload) {
        pieces.add(new RawFrame.Content(new Frame.CallChunk(ONLY_CALL), payload));
    }

    private void deliver(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            hello.writeTo(out);
            await(in, FrameType.WELCOME);
            for (long left = call.payloadBytes(); ; ) {
                RawFrame.Content piece = pieces.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (piece == null) {
                    return;
                }
                RawFrame.of(piece.frame(), piece.payload()).writeTo(out);
                left -= piece.payload().length;
                if (left <= 0) {
                    break;
                }
            }
            await(in, FrameType.REPLY);
        } catch (IOException e) {
            // The host has gone, and with it both deliveries.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answered.countDown();
        }
    }

    private static void await(DataInputStream in, FrameType type) throws IOException {
        RawFrame frame = RawFrame.read(in);
        while (frame.type() != type) {
            frame = RawFrame.read(in);
        }
    }

    /** Waits until the host has answered it, or for as long as a caller may be kept. */
    void awaitAnswer() throws InterruptedException {
        var unused = answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
