package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameFormat;
import io.limpid.runtime.wire.FrameType;
import io.limpid.runtime.wire.FrameWriter;
import io.limpid.runtime.wire.GoAway;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Looks at the first bytes that a peer sends to a listener, and lets through only what the listener speaks. Whoever speaks something
 * else gets an answer in its own language where there is one, so that it does not wait in vain.
 */
final class FirstBytes extends ByteToMessageDecoder {
    /** Enough to tell the languages apart: a TLS record's header, or a frame's length and type. */
    private static final int NEEDED = 5;

    private static final byte[] TLS_ALERT_PROTOCOL_VERSION = {21, 3, 1, 0, 2, 2, 70};

    private final boolean tls;
    private final Refusals refusals;
    private boolean refused;

    /** @param tls whether the listener speaks TLS */
    FirstBytes(boolean tls, Refusals refusals) {
        this.tls = tls;
        this.refusals = refusals;
    }

    /** What the bytes look like. */
    enum Language {
        LIMPID,
        TLS,
        HTTP,
        OTHER
    }

    static Language of(ByteBuf in) {
        int at = in.readerIndex();
        if (in.getByte(at) == 22 && in.getByte(at + 1) == 3) {
            return Language.TLS;
        }
        long length = in.getUnsignedInt(at);
        if (length >= 1 && length <= FrameFormat.MAX_GREETING_BYTES && in.getByte(at + 4) == FrameType.HELLO.code()) {
            return Language.LIMPID;
        }
        String word = in.toString(at, 4, StandardCharsets.US_ASCII);
        return List.of("GET ", "HEAD", "POST", "PUT ", "DELE", "OPTI", "PATC", "TRAC", "CONN", "PRI ")
                        .contains(word)
                ? Language.HTTP
                : Language.OTHER;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < NEEDED) {
            return;
        }
        Language language = of(in);
        if (language == (tls ? Language.TLS : Language.LIMPID)) {
            // What was read so far goes on to the next in line.
            context.pipeline().remove(this);
            return;
        }
        in.skipBytes(in.readableBytes());
        refusals.record(
                refusal(language), UnixSockets.peer(context.channel()), "it began with what looks like " + language);
        refused = true;
        context.writeAndFlush(answer(language));
        Farewell.close(context.channel());
    }

    private Refusal refusal(Language language) {
        return switch (language) {
            case HTTP -> Refusal.HTTP;
            case TLS -> Refusal.TLS_ON_PLAIN_PORT;
            case LIMPID -> Refusal.PLAIN_ON_TLS_PORT;
            case OTHER -> tls ? Refusal.PLAIN_ON_TLS_PORT : Refusal.NOT_LIMPID;
        };
    }

    private static ByteBuf answer(Language language) {
        return switch (language) {
            case HTTP -> Unpooled.copiedBuffer(httpAnswer(), StandardCharsets.US_ASCII);
            case TLS -> Unpooled.wrappedBuffer(TLS_ALERT_PROTOCOL_VERSION);
            case LIMPID -> frame(new GoAway(0, GoAway.Cause.TLS_REQUIRED, "this port speaks TLS only"));
            case OTHER -> Unpooled.EMPTY_BUFFER;
        };
    }

    static String httpAnswer() {
        String text = "This is a port for Limpid calls. It does not speak HTTP.\n";
        return "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: " + text.length()
                + "\r\nConnection: close\r\n\r\n" + text;
    }

    static ByteBuf frame(Frame frame) {
        FrameWriter writer = new FrameWriter();
        writer.write(frame, 0);
        return Unpooled.wrappedBuffer(writer.toByteArray());
    }
}
