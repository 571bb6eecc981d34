package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameException;
import io.limpid.runtime.wire.FrameFormat;
import io.limpid.runtime.wire.GoAway;
import io.limpid.runtime.wire.Greeting;
import io.limpid.runtime.wire.Limit;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings a new channel to the point where calls may flow: TLS if there is any, then the greeting, all within a time. Confined to the
 * channel's loop; the result may be waited for anywhere.
 */
final class Greeter extends ChannelInboundHandlerAdapter implements FrameSink {
    /** What this build can besides version 1. */
    private static final long FEATURES = FrameFormat.HINTS_FEATURE;

    private final Channel channel;
    private final Wiring wiring;
    private final boolean calling;
    private final FrameDecoder decoder = new FrameDecoder(this);
    private final CompletableFuture<NettyConnection> greeted = new CompletableFuture<>();
    private @Nullable Future<?> timeout;
    private boolean refused;

    /** @param calling whether this side connected, and so speaks first */
    Greeter(Channel channel, Wiring wiring, boolean calling) {
        this.channel = channel;
        this.wiring = wiring;
        this.calling = calling;
    }

    /** The connection, once both sides have greeted; fails with the reason if that does not happen. */
    CompletableFuture<NettyConnection> greeted() {
        return greeted;
    }

    /** Takes its place at the end of the channel's pipeline. */
    void install() {
        channel.pipeline().addLast(this, decoder);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        int patience = patience();
        timeout = context.executor().schedule(() -> onLate(patience), patience, TimeUnit.MILLISECONDS);
        if (calling && channel.pipeline().get(SslHandler.class) == null) {
            sayHello();
        }
        super.channelActive(context);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                Throwable root = root(handshake.cause());
                fail(refusal(root), "the TLS handshake failed: " + describe(root), handshake.cause());
            } else if (calling) {
                sayHello();
            }
        }
        super.userEventTriggered(context, event);
    }

    /** A peer that has not begun to speak TLS was late, or said something else, and that was dealt with. */
    private @Nullable Refusal refusal(Throwable failure) {
        if (channel.pipeline().get(FirstBytes.class) == null) {
            return Refusal.TLS_FAILED;
        }
        return failure instanceof SslHandshakeTimeoutException ? Refusal.GREETING_LATE : null;
    }

    private void sayHello() {
        Frame hello = new Greeting.Hello(FrameFormat.VERSION, FrameFormat.VERSION, FEATURES, wiring.capacity());
        channel.writeAndFlush(FirstBytes.frame(hello));
    }

    @Override
    public int mostFrameBytes() {
        return Math.min(FrameFormat.MAX_GREETING_BYTES, wiring.limit(Limit.HANDSHAKE_BYTES));
    }

    @Override
    public void onPayload(ByteBuf in, int index, int length) {
        // No greeting carries any, and a frame that does was refused.
    }

    @Override
    public void onFrame(Frame frame, int length) {
        if (refused) {
            return;
        }
        if (frame instanceof GoAway goAway) {
            fail(null, "the peer refused: " + goAway.cause().word() + ": " + goAway.detail(), null);
        } else if (frame instanceof Greeting.Hello hello && !calling) {
            welcome(hello);
        } else if (frame instanceof Greeting.Welcome welcome && calling) {
            if (welcome.version() != FrameFormat.VERSION || (welcome.features() & ~FEATURES) != 0) {
                throw new FrameException("welcome: version " + welcome.version() + " with features "
                        + welcome.features() + ", which was not offered");
            }
            begin(welcome.capacity(), welcome.features());
        } else {
            throw new FrameException(frame.type() + ": before both sides have greeted");
        }
    }

    private void welcome(Greeting.Hello hello) {
        if (hello.lowestVersion() > FrameFormat.VERSION || hello.highestVersion() < FrameFormat.VERSION) {
            String seen = "the peer speaks versions " + hello.lowestVersion() + " to " + hello.highestVersion()
                    + ", this side " + FrameFormat.VERSION;
            channel.write(FirstBytes.frame(new GoAway(0, GoAway.Cause.VERSION, seen)));
            fail(Refusal.VERSION, seen, null);
            return;
        }
        long features = hello.features() & FEATURES;
        channel.writeAndFlush(FirstBytes.frame(new Greeting.Welcome(FrameFormat.VERSION, features, wiring.capacity())));
        begin(hello.capacity(), features);
    }

    private void begin(Greeting.Capacity peer, long features) {
        stopWaiting();
        SslHandler ssl = channel.pipeline().get(SslHandler.class);
        String principal = ssl == null ? "" : Principals.ofPeer(ssl.engine().getSession());
        NettyConnection connection = new NettyConnection(channel, wiring, peer, features, principal);
        decoder.passTo(connection);
        channel.pipeline().remove(this);
        greeted.complete(connection);
    }

    @Override
    public void onPause() {
        // A greeting is flushed as it is written.
    }

    @Override
    public void onRefused(Refusal reason, String seen) {
        channel.write(FirstBytes.frame(new GoAway(0, GoAway.Cause.PROTOCOL, seen)));
        fail(reason, seen, null);
    }

    /** Whoever calls has others to turn to, and does not wait longer for a process that stands still than for a machine. */
    private int patience() {
        int limit = wiring.limit(Limit.FIRST_FRAME_MILLIS);
        return calling
                ? (int) Math.min(limit, wiring.settings().patience().connect().toMillis())
                : limit;
    }

    private void onLate(int patience) {
        fail(Refusal.GREETING_LATE, "no greeting within " + patience + " ms", null);
    }

    private void fail(@Nullable Refusal reason, String seen, @Nullable Throwable cause) {
        if (refused || greeted.isDone()) {
            return;
        }
        refused = true;
        stopWaiting();
        if (reason != null) {
            wiring.refusals().record(reason, UnixSockets.peer(channel), seen);
        }
        greeted.completeExceptionally(
                reason == Refusal.GREETING_LATE
                        ? ConnectFailure.ofSilence(seen, cause)
                        : new ConnectFailure(seen, cause));
        Farewell.close(channel);
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
        stopWaiting();
        String detail = cause == null ? "the peer closed the connection" : describe(root(cause));
        greeted.completeExceptionally(new ConnectFailure(detail + " before both sides had greeted", cause));
    }

    private void stopWaiting() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    /** Java's messages about certificates say little without the class: "NotAfter: ...". */
    private static String describe(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? kind : kind + ": " + failure.getMessage();
    }
}
