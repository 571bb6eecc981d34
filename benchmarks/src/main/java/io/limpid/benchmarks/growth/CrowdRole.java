package io.limpid.benchmarks.growth;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.wire.FrameFormat;
import io.limpid.runtime.wire.FrameWriter;
import io.limpid.runtime.wire.Greeting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections to a host over TCP that greet and say nothing more. These are bare sockets: to one host a client opens no more than it needs. A host takes
 * five minutes of silence before it asks whether they still live.
 */
final class CrowdRole implements Role {
    private static final Greeting.Capacity CAPACITY = new Greeting.Capacity(4 << 20, 64 << 20, 256, 1 << 16);

    private final InetSocketAddress place;
    private final List<SocketChannel> channels = new ArrayList<>();

    CrowdRole(String endpoint) {
        Endpoint host = Endpoint.parse(endpoint, 0);
        place = new InetSocketAddress(host.host(), host.port());
    }

    @Override
    public String begin() {
        return "ready";
    }

    @Override
    public String obey(String[] order) throws IOException {
        int count = Integer.parseInt(order[1]);
        while (channels.size() < count) {
            channels.add(greeted());
        }
        return Integer.toString(channels.size());
    }

    private SocketChannel greeted() throws IOException {
        SocketChannel channel = SocketChannel.open(place);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.socket().setSoTimeout(10_000);
        FrameWriter frame = new FrameWriter();
        frame.write(
                new Greeting.Hello(FrameFormat.VERSION, FrameFormat.VERSION, FrameFormat.HINTS_FEATURE, CAPACITY), 0);
        ByteBuffer hello = ByteBuffer.wrap(frame.toByteArray());
        while (hello.hasRemaining()) {
            channel.write(hello);
        }
        // The first bytes of the other's greeting: by then the connection is made.
        if (channel.socket().getInputStream().read() < 0) {
            throw new IOException("the host closes connections that greet");
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
