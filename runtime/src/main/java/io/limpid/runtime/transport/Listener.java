package io.limpid.runtime.transport;

import io.limpid.runtime.identity.Endpoint;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open port, and the Unix socket beside it. */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;

    private final Channel channel;
    private final @Nullable Channel beside;
    private final Endpoint endpoint;

    private Listener(Channel channel, @Nullable Channel beside, Endpoint endpoint) {
        this.channel = channel;
        this.beside = beside;
        this.endpoint = endpoint;
    }

    /** Opens one; each new connection goes to the consumer once both sides have greeted, on its loop. */
    static Listener open(
            Transport.ListenSettings place,
            EventLoops loops,
            Wiring wiring,
            @Nullable TlsContexts tls,
            Consumer<NettyConnection> onConnection) {
        InetSocketAddress address = resolve(place);
        checkSecurity(place, address, wiring.settings(), tls);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.io())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        loops.configure(accepted);
                        accept(accepted, wiring, tls, onConnection);
                    }
                });
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(
                    "cannot listen on " + place.host() + ":" + place.port() + ": "
                            + bound.cause().getMessage(),
                    new IOException(bound.cause()));
        }
        InetSocketAddress local = (InetSocketAddress) bound.channel().localAddress();
        int told = place.advertisedPort() == 0 ? local.getPort() : place.advertisedPort();
        return new Listener(
                bound.channel(),
                openBeside(local, loops, wiring, onConnection),
                new Endpoint(place.advertisedHost(), told));
    }

    /** Opens the Unix socket of a port that is open; null if there is to be none, or its name is taken. */
    private static @Nullable Channel openBeside(
            InetSocketAddress place, EventLoops loops, Wiring wiring, Consumer<NettyConnection> onConnection) {
        UnixSockets unix = loops.unixSockets();
        DomainSocketAddress beside = UnixSockets.beside(place, wiring.settings());
        if (unix == null || beside == null) {
            return null;
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.io())
                .channel(EpollServerDomainSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(unix.prepare(accepted -> accept(accepted, wiring, null, onConnection), () -> {}))
                .bind(beside)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            LOG.info("no Unix socket beside {}: callers of this machine come by TCP", place, bound.cause());
            return null;
        }
        return bound.channel();
    }

    private static InetSocketAddress resolve(Transport.ListenSettings place) {
        try {
            return new InetSocketAddress(InetAddress.getByName(place.host()), place.port());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException("cannot listen on " + place.host() + ": no such address", e);
        }
    }

    private static void checkSecurity(
            Transport.ListenSettings place,
            InetSocketAddress address,
            TransportSettings settings,
            @Nullable TlsContexts tls) {
        if (tls == null && !address.getAddress().isLoopbackAddress() && !settings.plaintextAnywhere()) {
            throw new IllegalStateException(
                    "listening on " + place.host() + " without TLS would let anyone in the network"
                            + " read and forge calls (give TLS settings, or say plaintext() if that is meant)");
        }
        if (tls != null && !tls.canListen()) {
            throw new IllegalStateException("listening on " + place.host()
                    + " with TLS needs a certificate of its own (give one in the TLS settings)");
        }
    }

    private static void accept(
            Channel accepted, Wiring wiring, @Nullable TlsContexts tls, Consumer<NettyConnection> onConnection) {
        ChannelPipeline pipeline = accepted.pipeline();
        pipeline.addLast(new FirstBytes(tls != null, wiring.refusals()));
        if (tls != null) {
            pipeline.addLast(tls.forAccepting(accepted.alloc()));
        }
        Greeter greeter = new Greeter(accepted, wiring, false);
        CompletableFuture<NettyConnection> unused = greeter.greeted().whenComplete((connection, failure) -> {
            if (connection != null) {
                onConnection.accept(connection);
            }
        });
        greeter.install();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Takes no further connections. */
    void close() {
        // Before the port, which somebody else may have as soon as it is closed.
        if (beside != null) {
            beside.close().awaitUninterruptibly();
        }
        channel.close().awaitUninterruptibly();
    }
}
