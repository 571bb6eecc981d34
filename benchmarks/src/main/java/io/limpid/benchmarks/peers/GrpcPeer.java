package io.limpid.benchmarks.peers;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.stub.StreamObserver;
import io.limpid.benchmarks.peers.grpc.AddReply;
import io.limpid.benchmarks.peers.grpc.AddRequest;
import io.limpid.benchmarks.peers.grpc.BytesMessage;
import io.limpid.benchmarks.peers.grpc.GrpcWorkbenchGrpc;
import io.limpid.benchmarks.peers.grpc.OrderMessage;
import java.io.IOException;

/** gRPC-Java with generated stubs and messages; orders are mapped to the application's own type, as an application has to. */
final class GrpcPeer implements Peer {
    /** Whether calls run on the transport's threads instead of gRPC's pool. */
    private final boolean direct;

    GrpcPeer(boolean direct) {
        this.direct = direct;
    }

    @Override
    public String name() {
        return direct ? "grpc-direct" : "grpc";
    }

    @Override
    public String configuration() {
        return direct
                ? "as grpc, `directExecutor()` on both sides, which gRPC advises for methods that never block"
                : "gRPC-Java on its shaded Netty (native epoll), defaults, one channel; blocking stub, and for calls that do not"
                        + " wait the asynchronous stub; plain text";
    }

    @Override
    public Serving serve() throws IOException {
        ServerBuilder<?> builder = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new Service());
        if (direct) {
            builder.directExecutor();
        }
        Server server = builder.build().start();
        return new Serving() {
            @Override
            public String address() {
                return Integer.toString(server.getPort());
            }

            @Override
            public void close() {
                server.shutdownNow();
            }
        };
    }

    @Override
    public Connected connect(String address) {
        ManagedChannelBuilder<?> builder = Grpc.newChannelBuilderForAddress(
                "127.0.0.1", Integer.parseInt(address), InsecureChannelCredentials.create());
        if (direct) {
            builder.directExecutor();
        }
        ManagedChannel channel = builder.build();
        return new Connected() {
            @Override
            public Calls caller() {
                return new GrpcCalls(GrpcWorkbenchGrpc.newBlockingStub(channel));
            }

            @Override
            public LaterCalls later() {
                return new GrpcLaterCalls(GrpcWorkbenchGrpc.newStub(channel));
            }

            @Override
            public void close() {
                channel.shutdownNow();
            }
        };
    }

    private static final class Service extends GrpcWorkbenchGrpc.GrpcWorkbenchImplBase {
        @Override
        public void add(AddRequest request, StreamObserver<AddReply> answer) {
            answer.onNext(AddReply.newBuilder()
                    .setSum(request.getA() + request.getB())
                    .build());
            answer.onCompleted();
        }

        @Override
        public void order(OrderMessage request, StreamObserver<OrderMessage> answer) {
            answer.onNext(GrpcOrders.toMessage(GrpcOrders.fromMessage(request)));
            answer.onCompleted();
        }

        @Override
        public void echo(BytesMessage request, StreamObserver<BytesMessage> answer) {
            answer.onNext(request);
            answer.onCompleted();
        }
    }
}
