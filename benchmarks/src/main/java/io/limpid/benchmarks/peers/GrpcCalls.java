package io.limpid.benchmarks.peers;

import com.google.protobuf.UnsafeByteOperations;
import io.limpid.benchmarks.peers.grpc.AddRequest;
import io.limpid.benchmarks.peers.grpc.BytesMessage;
import io.limpid.benchmarks.peers.grpc.GrpcWorkbenchGrpc.GrpcWorkbenchBlockingStub;

/** The blocking stub. */
record GrpcCalls(GrpcWorkbenchBlockingStub stub) implements Calls {
    @Override
    public long add(long a, long b) {
        return stub.add(AddRequest.newBuilder().setA(a).setB(b).build()).getSum();
    }

    @Override
    public Order order(Order order) {
        return GrpcOrders.fromMessage(stub.order(GrpcOrders.toMessage(order)));
    }

    @Override
    public byte[] echo(byte[] bytes) {
        BytesMessage message = BytesMessage.newBuilder()
                .setContent(UnsafeByteOperations.unsafeWrap(bytes))
                .build();
        return stub.echo(message).getContent().toByteArray();
    }
}
