package io.limpid.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.ByteBufPayload;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** RSocket-Java's request-response; what the bytes mean is up to the user, and is written by hand here. */
final class RSocketPeer implements Peer {
    @Override
    public String name() {
        return "rsocket";
    }

    @Override
    public String configuration() {
        return "RSocket-Java over TCP, request-response, one connection, `PayloadDecoder.ZERO_COPY`, hand-written content; methods"
                + " on the event loop";
    }

    @Override
    public Serving serve() {
        CloseableChannel server = RSocketServer.create(SocketAcceptor.forRequestResponse(RSocketPeer::answer))
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .bindNow(TcpServerTransport.create("127.0.0.1", 0));
        return new Serving() {
            @Override
            public String address() {
                return Integer.toString(server.address().getPort());
            }

            @Override
            public void close() {
                server.dispose();
            }
        };
    }

    private static Mono<Payload> answer(Payload request) {
        try {
            ByteBuf in = request.sliceData();
            byte kind = in.readByte();
            ByteBuf out = ByteBufAllocator.DEFAULT.buffer(kind == Wire.ORDER ? Wire.ORDER_ROOM : in.readableBytes());
            switch (kind) {
                case Wire.ADD -> out.writeLong(in.readLong() + in.readLong());
                case Wire.ORDER -> NettyPeer.write(Wire.readOrder(in.nioBuffer()), out);
                default -> out.writeBytes(in);
            }
            return Mono.just(ByteBufPayload.create(out));
        } finally {
            request.release();
        }
    }

    @Override
    public Connected connect(String address) {
        RSocket socket = RSocketConnector.create()
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .connect(TcpClientTransport.create("127.0.0.1", Integer.parseInt(address)))
                .block();
        if (socket == null) {
            throw new IllegalStateException("no connection");
        }
        Later later = new Later(socket);
        return new Connected() {
            @Override
            public Calls caller() {
                return new LaterCallsAwaited(later);
            }

            @Override
            public LaterCalls later() {
                return later;
            }

            @Override
            public void close() {
                socket.dispose();
            }
        };
    }

    private record Later(RSocket socket) implements LaterCalls {
        @Override
        public CompletionStage<Long> add(long a, long b) {
            return ask(begin(Wire.ADD, 2 * Long.BYTES).writeLong(a).writeLong(b), ByteBuf::readLong);
        }

        @Override
        public CompletionStage<Order> order(Order order) {
            ByteBuf request = begin(Wire.ORDER, Wire.ORDER_ROOM);
            NettyPeer.write(order, request);
            return ask(request, answer -> Wire.readOrder(answer.nioBuffer()));
        }

        @Override
        public CompletionStage<byte[]> echo(byte[] bytes) {
            return ask(begin(Wire.ECHO, bytes.length).writeBytes(bytes), answer -> {
                byte[] echoed = new byte[answer.readableBytes()];
                answer.readBytes(echoed);
                return echoed;
            });
        }

        private static ByteBuf begin(byte kind, int room) {
            return ByteBufAllocator.DEFAULT.buffer(1 + room).writeByte(kind);
        }

        private <R> CompletionStage<R> ask(ByteBuf request, Function<ByteBuf, R> meaning) {
            CompletableFuture<R> future = new CompletableFuture<>();
            socket.requestResponse(ByteBufPayload.create(request))
                    .subscribe(
                            answer -> {
                                R result = meaning.apply(answer.sliceData());
                                answer.release();
                                future.complete(result);
                            },
                            future::completeExceptionally);
            return future;
        }
    }
}
