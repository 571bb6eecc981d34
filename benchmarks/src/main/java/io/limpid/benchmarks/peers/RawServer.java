package io.limpid.benchmarks.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Serves each connection on a thread of its own, for as long as the process lives. */
final class RawServer implements Peer.Serving {
    private final ServerSocketChannel listener;

    RawServer() throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        start(this::accept, "raw-accept");
    }

    @Override
    public String address() {
        return Integer.toString(listener.socket().getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                start(() -> serve(channel), "raw-serve");
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void serve(SocketChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Wire.ORDER_ROOM);
        try (channel) {
            while (true) {
                buffer = RawPeer.readFrame(channel, buffer);
                answer(buffer);
                RawPeer.writeFrame(channel, buffer);
            }
        } catch (IOException e) {
            // The caller closed.
        }
    }

    /** Turns the request into its answer, in the same buffer. */
    private static void answer(ByteBuffer frame) {
        switch (frame.get()) {
            case Wire.ADD -> {
                long sum = frame.getLong() + frame.getLong();
                frame.clear().position(Integer.BYTES + 1).putLong(sum);
            }
            case Wire.ORDER -> {
                Order order = Wire.readOrder(frame);
                Wire.write(order, frame.clear().position(Integer.BYTES + 1));
            }
            default -> frame.position(frame.limit());
        }
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
