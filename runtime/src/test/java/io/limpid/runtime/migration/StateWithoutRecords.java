package io.limpid.runtime.migration;

import io.limpid.runtime.migration.HostControlMethods.ChunkArguments;
import io.limpid.runtime.simulation.AlteredRequest;
import io.limpid.runtime.transport.Request;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A mistake: an object comes without what was known of its calls. */
public final class StateWithoutRecords {
    private StateWithoutRecords() {}

    /** Takes the records out of a request that brings a state in one chunk; gives any other as it is. */
    public static Request of(Request request) {
        if (!request.object().equals(HostControl.NAME) || request.method() != HostControlMethods.CHUNK_ID) {
            return request;
        }
        ChunkArguments chunk = ChunkArguments.readFrom(AlteredRequest.reader(request));
        ChunkArguments cut = new ChunkArguments(chunk.move(), chunk.index(), withoutRecords(chunk.bytes()));
        return AlteredRequest.withArguments(request, cut::writeTo);
    }

    /** Behind the number of rounds stands what generated code has captured, with its length in front; then how many clients have records. */
    private static byte[] withoutRecords(byte[] bytes) {
        int end = 1 + Integer.BYTES + ByteBuffer.wrap(bytes).getInt(1);
        byte[] cut = Arrays.copyOf(bytes, end + Integer.BYTES);
        Arrays.fill(cut, end, cut.length, (byte) 0);
        return cut;
    }
}
