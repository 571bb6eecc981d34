package io.limpid.log.ratis;

import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * A question on its way through Ratis, which proves that this peer may answer it, to the state machine in the same process. It carries
 * its answer's future, so that the answer, or what the state machine threw, comes back as itself.
 */
final class LocalQuery implements Message {
    private final byte[] query;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    LocalQuery(byte[] query) {
        this.query = query;
    }

    byte[] query() {
        return query;
    }

    CompletableFuture<byte[]> answer() {
        return answer;
    }

    @Override
    public ByteString getContent() {
        return UnsafeByteOperations.unsafeWrap(query);
    }

    @Override
    public int size() {
        return query.length;
    }

    @Override
    public String toString() {
        return "LocalQuery[" + query.length + " bytes]";
    }
}
