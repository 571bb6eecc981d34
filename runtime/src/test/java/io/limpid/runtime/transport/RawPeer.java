package io.limpid.runtime.transport;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameFormat;
import io.limpid.runtime.wire.FrameReader;
import io.limpid.runtime.wire.FrameWriter;
import io.limpid.runtime.wire.GoAway;
import io.limpid.runtime.wire.Greeting;
import io.limpid.runtime.wire.ReplyFrame;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A peer whose words the test chooses, over a socket. Not thread-safe; a read that takes ten seconds fails. */
public final class RawPeer implements AutoCloseable {
    static final Greeting.Capacity CAPACITY = new Greeting.Capacity(4 << 20, 32 << 20, 256, 1024);
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final FrameWriter writer = new FrameWriter();
    private long lastCorrelation;
    private Greeting.Welcome welcome;

    private RawPeer(Endpoint host, int receiveBuffer) throws IOException {
        this(connected(host, receiveBuffer));
    }

    private RawPeer(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    private static Socket connected(Endpoint host, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(host.host(), host.port()), PATIENCE_MILLIS);
        return socket;
    }

    /** One that has greeted over this socket, which it closes. */
    public static RawPeer greeted(Socket connected) throws IOException {
        return new RawPeer(connected).greet();
    }

    /** One that waits to be greeted over this socket, and takes hints. */
    static RawPeer called(Socket accepted) throws IOException {
        RawPeer peer = new RawPeer(accepted);
        Greeting.Hello hello = (Greeting.Hello) peer.next();
        peer.send(new Greeting.Welcome(FrameFormat.VERSION, hello.features(), CAPACITY));
        return peer;
    }

    /** One that has greeted, and takes hints. */
    static RawPeer takingHints(Party host) throws IOException {
        return new RawPeer(host.endpoint(), 0).greet(FrameFormat.HINTS_FEATURE);
    }

    /** One that has said nothing yet. */
    static RawPeer silent(Party host) throws IOException {
        return new RawPeer(host.endpoint(), 0);
    }

    /** One that has greeted. */
    static RawPeer greeted(Party host) throws IOException {
        return greeted(host.endpoint());
    }

    /** One that has greeted whoever listens there. */
    public static RawPeer greeted(Endpoint host) throws IOException {
        return new RawPeer(host, 0).greet();
    }

    /** One that has greeted, and that the host can send little to before it reads. */
    static RawPeer greetedWithSmallBuffer(Party host) throws IOException {
        return new RawPeer(host.endpoint(), 4096).greet();
    }

    private RawPeer greet() throws IOException {
        return greet(0);
    }

    private RawPeer greet(long features) throws IOException {
        send(new Greeting.Hello(FrameFormat.VERSION, FrameFormat.VERSION, features, CAPACITY));
        welcome = (Greeting.Welcome) next();
        return this;
    }

    /** What the host is ready to take. */
    Greeting.Capacity hostCapacity() {
        return welcome.capacity();
    }

    /** Sends bytes as they are; does nothing if the host has closed. */
    public void send(byte[] bytes) throws IOException {
        try {
            out.write(bytes);
            out.flush();
        } catch (SocketException e) {
            // The host has heard enough; what it said about that is read by the test.
        }
    }

    /** Sends a frame, and the payload that begins in it. */
    public void send(Frame frame, byte... payload) throws IOException {
        send(bytesOf(frame, payload));
    }

    public byte[] bytesOf(Frame frame, byte... payload) {
        writer.write(frame, payload.length);
        byte[] header = writer.toByteArray();
        byte[] all = java.util.Arrays.copyOf(header, header.length + payload.length);
        System.arraycopy(payload, 0, all, header.length, payload.length);
        return all;
    }

    /** Sends a call whose payload fits into one frame; gives its number. */
    long call(MethodDescriptor<?> method, byte... payload) throws IOException {
        CallFrame frame = callFrame(method, payload.length);
        send(frame, payload);
        return frame.correlation();
    }

    /** Calls an object of that name, to which it gives the number that the call has. */
    void callNamed(ObjectName name, MethodDescriptor<?> method, byte... payload) throws IOException {
        CallFrame any = callFrame(method, payload.length);
        send(
                new CallFrame(
                        any.correlation(),
                        new CallFrame.Target((int) any.correlation(), name, Party.TYPE),
                        any.method(),
                        any.standing(),
                        any.id(),
                        any.deadlineMicros(),
                        payload.length),
                payload);
    }

    /** The first frame of the next call. */
    CallFrame callFrame(MethodDescriptor<?> method, long payloadBytes) {
        lastCorrelation++;
        InvocationId id = new InvocationId(9, lastCorrelation);
        return new CallFrame(
                lastCorrelation,
                new CallFrame.Target(0, Party.NAME, Party.TYPE),
                method.id(),
                Standing.NONE,
                new CallFrame.Identity(id, 0, 0, id),
                Duration.ofSeconds(30).toNanos() / 1_000,
                payloadBytes);
    }

    /** Reads the next frame, without its payload; null if the host has closed. */
    public Frame next() throws IOException {
        try {
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            return Frame.read(body[0] & 0xFF, new FrameReader().over(body, 1, body.length - 1));
        } catch (EOFException | SocketException e) {
            return null;
        }
    }

    /** Reads so many replies to their ends, and gives the payload of each by its call's number. */
    public Map<Long, byte[]> replies(int count) throws IOException {
        Map<Long, ByteArrayOutputStream> begun = new HashMap<>();
        Map<Long, Long> announced = new HashMap<>();
        Map<Long, byte[]> whole = new HashMap<>();
        while (whole.size() < count) {
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            FrameReader reader = new FrameReader().over(body, 1, body.length - 1);
            Frame frame = Frame.read(body[0] & 0xFF, reader);
            long correlation;
            if (frame instanceof ReplyFrame reply) {
                correlation = reply.correlation();
                announced.put(correlation, reply.payloadBytes());
            } else if (frame instanceof Frame.ReplyChunk chunk) {
                correlation = chunk.correlation();
            } else {
                continue;
            }
            ByteArrayOutputStream payload = begun.computeIfAbsent(correlation, key -> new ByteArrayOutputStream());
            payload.write(body, reader.position(), reader.remaining());
            if (payload.size() == announced.get(correlation)) {
                whole.put(correlation, payload.toByteArray());
            }
        }
        return whole;
    }

    /** Reads to the end, and gives the host's last word; null if it went without one. */
    public GoAway farewell() throws IOException {
        GoAway last = null;
        for (Frame frame = next(); frame != null; frame = next()) {
            last = frame instanceof GoAway word ? word : last;
        }
        return last;
    }

    /** Whether the host closes, whatever it says before that; waits for it. */
    public boolean isClosedByTheHost() throws IOException {
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
