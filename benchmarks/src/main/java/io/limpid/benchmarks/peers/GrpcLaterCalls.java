package io.limpid.benchmarks.peers;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.StreamObserver;
import io.limpid.benchmarks.peers.grpc.AddReply;
import io.limpid.benchmarks.peers.grpc.AddRequest;
import io.limpid.benchmarks.peers.grpc.BytesMessage;
import io.limpid.benchmarks.peers.grpc.GrpcWorkbenchGrpc.GrpcWorkbenchStub;
import io.limpid.benchmarks.peers.grpc.OrderMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The asynchronous stub. */
record GrpcLaterCalls(GrpcWorkbenchStub stub) implements LaterCalls {
    @Override
    public CompletionStage<Long> add(long a, long b) {
        Answer<AddReply, Long> answer = new Answer<>(AddReply::getSum);
        stub.add(AddRequest.newBuilder().setA(a).setB(b).build(), answer);
        return answer.future;
    }

    @Override
    public CompletionStage<Order> order(Order order) {
        Answer<OrderMessage, Order> answer = new Answer<>(GrpcOrders::fromMessage);
        stub.order(GrpcOrders.toMessage(order), answer);
        return answer.future;
    }

    @Override
    public CompletionStage<byte[]> echo(byte[] bytes) {
        Answer<BytesMessage, byte[]> answer =
                new Answer<>(message -> message.getContent().toByteArray());
        BytesMessage message = BytesMessage.newBuilder()
                .setContent(UnsafeByteOperations.unsafeWrap(bytes))
                .build();
        stub.echo(message, answer);
        return answer.future;
    }

    private static final class Answer<M, R> implements StreamObserver<M> {
        final CompletableFuture<R> future = new CompletableFuture<>();
        private final Function<M, R> meaning;

        Answer(Function<M, R> meaning) {
            this.meaning = meaning;
        }

        @Override
        public void onNext(M message) {
            future.complete(meaning.apply(message));
        }

        @Override
        public void onError(Throwable failure) {
            future.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {}
    }
}
