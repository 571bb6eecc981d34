package io.limpid.benchmarks.peers;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Netty by hand: one connection for all callers, methods on the event loop, flushes drawn together. */
final class NettyPeer implements Peer {
    private static final int MOST_BYTES = 16 << 20;

    /** How many flushes become one: Netty's own default. */
    private static final int FLUSHES = FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES;

    @Override
    public String name() {
        return "netty";
    }

    @Override
    public String configuration() {
        return "one connection for all callers, native epoll where it loads, `FlushConsolidationHandler` on both sides, hand-written"
                + " frames with a correlation number, the method on the event loop";
    }

    @Override
    public Serving serve() throws Exception {
        EventLoopGroup loops = loops();
        Channel listener = new ServerBootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(initializer(NettyServing::new))
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        return new Serving() {
            @Override
            public String address() {
                return Integer.toString(((InetSocketAddress) listener.localAddress()).getPort());
            }

            @Override
            public void close() {
                loops.shutdownGracefully();
            }
        };
    }

    @Override
    public Connected connect(String address) throws Exception {
        EventLoopGroup loops = loops();
        NettyCalling calling = new NettyCalling();
        Channel channel = new Bootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(initializer(() -> calling))
                .connect(InetAddress.getLoopbackAddress(), Integer.parseInt(address))
                .sync()
                .channel();
        calling.use(channel);
        return new Connected() {
            @Override
            public Calls caller() {
                return new LaterCallsAwaited(calling);
            }

            @Override
            public LaterCalls later() {
                return calling;
            }

            @Override
            public void close() {
                loops.shutdownGracefully();
            }
        };
    }

    private static EventLoopGroup loops() {
        IoHandlerFactory kind = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(1, kind);
    }

    private static ChannelInitializer<Channel> initializer(
            java.util.function.Supplier<SimpleChannelInboundHandler<ByteBuf>> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new FlushConsolidationHandler(FLUSHES, true))
                        .addLast(new LengthFieldBasedFrameDecoder(MOST_BYTES, 0, Integer.BYTES, 0, Integer.BYTES))
                        .addLast(handler.get());
            }
        };
    }

    /** Runs the methods. */
    private static final class NettyServing extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf request) {
            int call = request.readInt();
            byte kind = request.readByte();
            ByteBuf answer = context.alloc().buffer(kind == Wire.ORDER ? Wire.ORDER_ROOM : 9 + request.readableBytes());
            answer.writeInt(0).writeInt(call).writeByte(kind);
            switch (kind) {
                case Wire.ADD -> answer.writeLong(request.readLong() + request.readLong());
                case Wire.ORDER -> write(Wire.readOrder(request.nioBuffer()), answer);
                default -> answer.writeBytes(request);
            }
            answer.setInt(0, answer.readableBytes() - Integer.BYTES);
            context.writeAndFlush(answer, context.voidPromise());
        }
    }

    static void write(Order order, ByteBuf out) {
        ByteBuffer room = out.nioBuffer(out.writerIndex(), out.writableBytes());
        Wire.write(order, room);
        out.writerIndex(out.writerIndex() + room.position());
    }
}
