package io.limpid.runtime.transport;

import io.limpid.runtime.identity.Endpoint;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Makes connections. Thread-safe. */
final class Dialer {
    private final EventLoops loops;
    private final Wiring wiring;
    private final @Nullable TlsContexts tls;

    Dialer(EventLoops loops, Wiring wiring, @Nullable TlsContexts tls) {
        this.loops = loops;
        this.wiring = wiring;
        this.tls = tls;
    }

    /** Connects and greets; fails with a {@link ConnectFailure} that says why not. */
    CompletableFuture<NettyConnection> dial(Endpoint endpoint) {
        CompletableFuture<NettyConnection> dialled = new CompletableFuture<>();
        try {
            loops.resolving().execute(() -> resolve(endpoint, dialled));
        } catch (RejectedExecutionException e) {
            dialled.completeExceptionally(new ConnectFailure("the transport is closed", e));
        }
        return dialled;
    }

    private void resolve(Endpoint endpoint, CompletableFuture<NettyConnection> dialled) {
        try {
            InetAddress address = InetAddress.getByName(endpoint.host());
            if (tls == null
                    && !address.isLoopbackAddress()
                    && !wiring.settings().plaintextAnywhere()) {
                throw new PlaintextRefused(endpoint);
            }
            connect(endpoint, new InetSocketAddress(address, endpoint.port()), dialled);
        } catch (UnknownHostException e) {
            dialled.completeExceptionally(new ConnectFailure("no such host: " + endpoint.host(), e));
        } catch (RuntimeException e) {
            dialled.completeExceptionally(e);
        }
    }

    private void connect(Endpoint endpoint, InetSocketAddress place, CompletableFuture<NettyConnection> dialled) {
        UnixSockets unix = loops.unixSockets();
        DomainSocketAddress beside = UnixSockets.beside(place, wiring.settings());
        if (unix == null || beside == null) {
            connectByTcp(endpoint, place, dialled);
            return;
        }
        ChannelFuture connected = bootstrap()
                .channel(EpollDomainSocketChannel.class)
                .handler(unix.prepare(
                        channel -> greet(channel, endpoint, dialled), () -> connectByTcp(endpoint, place, dialled)))
                .connect(beside);
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                connectByTcp(endpoint, place, dialled);
            }
        });
    }

    private Bootstrap bootstrap() {
        int timeout = (int) wiring.settings().patience().connect().toMillis();
        return new Bootstrap().group(loops.io()).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout);
    }

    private void connectByTcp(Endpoint endpoint, InetSocketAddress place, CompletableFuture<NettyConnection> dialled) {
        ChannelFuture connected = bootstrap()
                .channel(loops.channel())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        loops.configure(channel);
                        greet(channel, endpoint, dialled);
                    }
                })
                .connect(place);
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                String seen = String.valueOf(done.cause().getMessage());
                dialled.completeExceptionally(
                        done.cause() instanceof ConnectTimeoutException
                                ? ConnectFailure.ofSilence(seen, done.cause())
                                : new ConnectFailure(seen, done.cause()));
            }
        });
    }

    private void greet(Channel channel, Endpoint endpoint, CompletableFuture<NettyConnection> dialled) {
        if (tls != null) {
            channel.pipeline().addLast(tls.forConnecting(channel.alloc(), endpoint.host(), endpoint.port()));
        }
        Greeter greeter = new Greeter(channel, wiring, true);
        CompletableFuture<NettyConnection> unused = greeter.greeted().whenComplete((connection, failure) -> {
            if (connection != null) {
                dialled.complete(connection);
            } else {
                dialled.completeExceptionally(failure);
            }
        });
        greeter.install();
    }

    /** Thrown where plain text would leave the machine without leave. */
    static final class PlaintextRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PlaintextRefused(Endpoint endpoint) {
            super(
                    "calling " + endpoint
                            + " in plain text would let anyone in the network read and forge calls (give TLS"
                            + " settings, or say plaintext() if that is meant)",
                    null,
                    false,
                    false);
        }
    }
}
