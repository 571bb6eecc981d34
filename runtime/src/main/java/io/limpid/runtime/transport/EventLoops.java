package io.limpid.runtime.transport;

import io.limpid.runtime.invocation.Meanwhile;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The transport's threads and the kind of sockets that goes with them: native epoll where it loads, NIO otherwise. */
final class EventLoops implements AutoCloseable {
    private static final int MOST_THREADS_BY_DEFAULT = 8;
    private static final long UNSENT_BYTES = 128 << 10;

    /** The second best: it bounds what is on its way too, and with that the speed over long distances. */
    private static final int SEND_BUFFER_BYTES = 256 << 10;

    private final EventLoopGroup io;
    private final EventExecutorGroup resolving;
    private final boolean epoll;
    private final @Nullable UnixSockets unixSockets;

    /** @param unixSockets null if there are to be none */
    EventLoops(int ioThreads, @Nullable UnixSockets unixSockets) {
        int threads = ioThreads > 0
                ? ioThreads
                : Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS_BY_DEFAULT);
        ThreadFactory named = new DefaultThreadFactory("limpid-io", true);
        epoll = Epoll.isAvailable();
        this.unixSockets = epoll ? unixSockets : null;
        io = epoll
                ? new SharedLoops(threads, named, EpollIoHandler.newFactory())
                : new MultiThreadIoEventLoopGroup(threads, named, NioIoHandler.newFactory());
        // Name service lookups block; a thread is only started for the first of them.
        resolving = new DefaultEventExecutorGroup(1, new DefaultThreadFactory("limpid-resolve", true));
    }

    EventLoopGroup io() {
        return io;
    }

    /** What threads do that wait for calls by these loops. */
    Meanwhile meanwhile() {
        return epoll ? LoopCallers.MEANWHILE : Meanwhile.NOTHING;
    }

    EventExecutorGroup resolving() {
        return resolving;
    }

    Class<? extends SocketChannel> channel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    Class<? extends ServerSocketChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** The way to processes of the same machine; null where there is none but TCP. */
    @Nullable
    UnixSockets unixSockets() {
        return unixSockets;
    }

    /** Sets what every connection over TCP has in common. */
    void configure(SocketChannel channel) {
        channel.config().setTcpNoDelay(true);
        channel.config().setKeepAlive(true);
        // Nothing overtakes what the kernel has taken in, so it is to take little more than it can send.
        if (epoll) {
            channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
        } else {
            channel.config().setSendBufferSize(SEND_BUFFER_BYTES);
        }
    }

    @Override
    public void close() {
        io.forEach(EventLoops::awaitWhatItWasGiven);
        resolving.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        io.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /** A loop that is shut down closes its channels first, and does what it was given afterwards: last words would be lost. */
    private static void awaitWhatItWasGiven(EventExecutor loop) {
        if (!loop.inEventLoop()) {
            loop.submit(() -> {}).awaitUninterruptibly(1, TimeUnit.SECONDS);
        }
    }

    @Override
    public String toString() {
        return epoll ? "epoll" : "nio";
    }

    private static final class SharedLoops extends MultiThreadIoEventLoopGroup {
        SharedLoops(int loops, ThreadFactory threads, IoHandlerFactory io) {
            super(loops, threads, io);
        }

        @Override
        protected IoEventLoop newChild(Executor threads, IoHandlerFactory io, Object... unused) {
            return new SharedLoop(this, threads, io);
        }
    }
}
