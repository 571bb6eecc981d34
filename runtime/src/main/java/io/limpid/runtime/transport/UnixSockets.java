package io.limpid.runtime.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.PeerCredentials;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way between two processes of one user on one machine, which costs less than TCP: beside a port on loopback a host has a Unix socket,
 * whose name says the address and the port. It is a name in the kernel's abstract namespace, not a file: it goes with the process that has it,
 * and is seen in the same network namespace alone, as the port is. Anybody may take such a name, so each end asks the kernel whose process the other
 * is ({@code SO_PEERCRED}) before a byte is sent or read. Immutable.
 */
final class UnixSockets {
    private static final Logger LOG = LoggerFactory.getLogger(UnixSockets.class);
    private static final String NAMES = "\0limpid/";
    private static final AttributeKey<String> PEER = AttributeKey.valueOf(UnixSockets.class, "peer");

    private final int user;

    /** @param user of whom the other end must be, as the kernel counts users */
    UnixSockets(int user) {
        this.user = user;
    }

    /** Those of this process's user; null if that cannot be told. */
    static @Nullable UnixSockets ofThisUser() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer user
                    ? new UnixSockets(user)
                    : null;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            LOG.debug("no Unix sockets, because this process's user cannot be told", e);
            return null;
        }
    }

    /**
     * Gives the name that belongs to a port. What listens at all addresses has loopback's first; any other address may belong to another machine
     * tomorrow, and what cuts it off must cut off everything, so that it has none.
     *
     * @return null if there is to be no Unix socket
     */
    static @Nullable DomainSocketAddress beside(InetSocketAddress place, TransportSettings settings) {
        InetAddress address = place.getAddress();
        // Whoever wants to see certificates sees them here, too.
        if (settings.tls() != null
                || !settings.sharing().withinMachine()
                || !(address.isLoopbackAddress() || address.isAnyLocalAddress())) {
            return null;
        }
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return new DomainSocketAddress(NAMES + host + ":" + place.getPort());
    }

    /**
     * Prepares a new channel.
     *
     * @param ours puts its handlers into place, if the other end is this user's
     * @param strangers what to do if it is not; the channel is closed
     */
    ChannelInitializer<EpollDomainSocketChannel> prepare(Consumer<EpollDomainSocketChannel> ours, Runnable strangers) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(EpollDomainSocketChannel channel) {
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        if (isOurs(channel)) {
                            ours.accept(channel);
                            context.fireChannelActive();
                            channel.pipeline().remove(this);
                        } else {
                            channel.close();
                            strangers.run();
                        }
                    }
                });
            }
        };
    }

    private boolean isOurs(EpollDomainSocketChannel channel) {
        try {
            PeerCredentials peer = channel.peerCredentials();
            channel.attr(PEER).set("process " + peer.pid() + " by Unix socket");
            return peer.uid() == user;
        } catch (IOException e) {
            LOG.debug("no Unix socket, because the other end's user cannot be told", e);
            return false;
        }
    }

    /** Tells who is at the other end of a channel of either kind, for messages. */
    static String peer(Channel channel) {
        String process = channel.attr(PEER).get();
        return process == null ? String.valueOf(channel.remoteAddress()) : process;
    }
}
