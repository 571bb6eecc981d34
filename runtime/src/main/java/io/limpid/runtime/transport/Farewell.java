package io.limpid.runtime.transport;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel so that the peer can still read the last words: a socket that is closed while bytes of the peer lie unread is
 * reset, and a reset takes with it what the peer has not read.
 */
final class Farewell {
    private static final long LINGER_MILLIS = 500;

    private Farewell() {}

    /** Closes once what was written before is sent, or a moment has passed. The caller has to ignore what still comes in. */
    static void close(Channel channel) {
        channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.writeAndFlush(channel.alloc().buffer(0)).addListener(sent -> {
            if (channel instanceof DuplexChannel socket && channel.pipeline().get(SslHandler.class) == null) {
                socket.shutdownOutput();
            } else {
                channel.close();
            }
        });
    }
}
