package io.limpid.benchmarks.peers;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The floor: a blocking socket for each caller, a thread for each socket, frames of length, kind and content. */
final class RawPeer implements Peer {
    @Override
    public String name() {
        return "raw";
    }

    @Override
    public String configuration() {
        return "blocking `SocketChannel`s with TCP_NODELAY, one connection a caller, one serving thread a connection, hand-written"
                + " frames; echoed bytes never leave the server's buffer";
    }

    @Override
    public boolean asynchronous() {
        return false;
    }

    @Override
    public Serving serve() throws IOException {
        return new RawServer();
    }

    @Override
    public Connected connect(String address) {
        int port = Integer.parseInt(address);
        return new Connected() {
            @Override
            public Calls caller() throws IOException {
                return new Caller(port);
            }

            @Override
            public void close() {}
        };
    }

    /** Gives a buffer that holds the old one's content and so much more. */
    static ByteBuffer atLeast(int capacity, ByteBuffer buffer) {
        return buffer.capacity() >= capacity
                ? buffer
                : ByteBuffer.allocateDirect(capacity).put(buffer.flip());
    }

    /** Reads a whole frame into the buffer, or a larger one, and gives the one that has it, ready to be read after its length. */
    static ByteBuffer readFrame(SocketChannel channel, ByteBuffer buffer) throws IOException {
        ByteBuffer frame = buffer.clear();
        fill(channel, frame, Integer.BYTES);
        int size = Integer.BYTES + frame.getInt(0);
        frame = atLeast(size, frame);
        fill(channel, frame, size);
        return frame.flip().position(Integer.BYTES);
    }

    private static void fill(SocketChannel channel, ByteBuffer buffer, int size) throws IOException {
        while (buffer.position() < size) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the other side closed");
            }
        }
    }

    /** Writes the frame that the buffer holds from its beginning. */
    static void writeFrame(SocketChannel channel, ByteBuffer frame) throws IOException {
        frame.putInt(0, frame.position() - Integer.BYTES).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    private static final class Caller implements Calls {
        private final SocketChannel channel;
        private ByteBuffer out = ByteBuffer.allocateDirect(Wire.ORDER_ROOM);
        private ByteBuffer in = ByteBuffer.allocateDirect(Wire.ORDER_ROOM);

        Caller(int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }

        @Override
        public long add(long a, long b) throws IOException {
            begin(Wire.ADD).putLong(a).putLong(b);
            return exchange().getLong();
        }

        @Override
        public Order order(Order order) throws IOException {
            Wire.write(order, begin(Wire.ORDER));
            return Wire.readOrder(exchange());
        }

        @Override
        public byte[] echo(byte[] bytes) throws IOException {
            out = atLeast(bytes.length + Integer.BYTES + 1, out);
            begin(Wire.ECHO).put(bytes);
            ByteBuffer answer = exchange();
            byte[] echoed = new byte[answer.remaining()];
            answer.get(echoed);
            return echoed;
        }

        private ByteBuffer begin(byte kind) {
            return out.clear().position(Integer.BYTES).put(kind);
        }

        private ByteBuffer exchange() throws IOException {
            writeFrame(channel, out);
            in = readFrame(channel, in);
            return in.position(in.position() + 1);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
