package io.limpid.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends calls over one connection and completes them by their numbers. */
final class NettyCalling extends SimpleChannelInboundHandler<ByteBuf> implements LaterCalls {
    private static final int HEADER = 2 * Integer.BYTES + 1;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Object>> pending = new ConcurrentHashMap<>();
    private @Nullable Channel connection;

    void use(Channel channel) {
        connection = channel;
    }

    @Override
    public CompletionStage<Long> add(long a, long b) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        send(begin(Wire.ADD, 2 * Long.BYTES).writeLong(a).writeLong(b), answer);
        return answer;
    }

    @Override
    public CompletionStage<Order> order(Order order) {
        CompletableFuture<Order> answer = new CompletableFuture<>();
        ByteBuf frame = begin(Wire.ORDER, Wire.ORDER_ROOM);
        NettyPeer.write(order, frame);
        send(frame, answer);
        return answer;
    }

    @Override
    public CompletionStage<byte[]> echo(byte[] bytes) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        send(begin(Wire.ECHO, bytes.length).writeBytes(bytes), answer);
        return answer;
    }

    private ByteBuf begin(byte kind, int room) {
        return channel().alloc().buffer(HEADER + room).writeLong(0).writeByte(kind);
    }

    @SuppressWarnings("unchecked") // what the frame's kind says is what its caller waits for
    private void send(ByteBuf frame, CompletableFuture<?> answer) {
        int number = numbers.incrementAndGet();
        pending.put(number, (CompletableFuture<Object>) answer);
        frame.setInt(0, frame.readableBytes() - Integer.BYTES).setInt(Integer.BYTES, number);
        channel().writeAndFlush(frame, channel().voidPromise());
    }

    private Channel channel() {
        if (connection == null) {
            throw new IllegalStateException("not connected");
        }
        return connection;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf answer) {
        CompletableFuture<Object> caller = pending.remove(answer.readInt());
        if (caller == null) {
            throw new IllegalStateException("an answer that nobody waits for");
        }
        switch (answer.readByte()) {
            case Wire.ADD -> caller.complete(answer.readLong());
            case Wire.ORDER -> caller.complete(Wire.readOrder(answer.nioBuffer()));
            default -> {
                byte[] echoed = new byte[answer.readableBytes()];
                answer.readBytes(echoed);
                caller.complete(echoed);
            }
        }
    }
}
