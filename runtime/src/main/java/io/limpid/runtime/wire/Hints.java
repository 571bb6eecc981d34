package io.limpid.runtime.wire;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Replica;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whoever calls where objects are by now that it has called here. It stands before a reply, in a frame of its own so that it never takes
 * room from the reply's header; only a peer that has {@link FrameFormat#HINTS_FEATURE} gets it.
 *
 * @param bindings one to {@link #MOST}, together within a header
 */
public record Hints(List<Binding> bindings) implements Frame {
    /** How many bindings one carries at most. */
    public static final int MOST = 16;

    private static final int ROOM = FrameFormat.MAX_HEADER_BYTES - FrameFormat.MAX_VARINT_BYTES;

    /** A binding's epochs, and the lengths of its texts, at their longest. */
    private static final int NUMBERS = 3 * FrameFormat.MAX_VARINT_BYTES;

    /** Two lengths of two bytes, a port of three, a role. */
    private static final int NUMBERS_OF_REPLICA = 8;

    /** Copies the list. */
    public Hints {
        bindings = List.copyOf(bindings);
    }

    /** Gives one that holds the first of these, as many as it may. */
    public static Hints of(List<Binding> bindings) {
        int bytes = 0;
        int count = 0;
        while (count < Math.min(MOST, bindings.size())) {
            bytes += mostBytesOf(bindings.get(count));
            if (bytes > ROOM) {
                break;
            }
            count++;
        }
        return new Hints(bindings.subList(0, count));
    }

    private static int mostBytesOf(Binding binding) {
        int bytes = NUMBERS
                + bytesOf(binding.name().path())
                + bytesOf(binding.type().name());
        for (int i = 0;
                i < Math.min(FrameFormat.MAX_REPLICAS, binding.replicas().size());
                i++) {
            Replica replica = binding.replicas().get(i);
            bytes += bytesOf(replica.host()) + bytesOf(replica.endpoint().host()) + NUMBERS_OF_REPLICA;
        }
        return bytes;
    }

    private static int bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public FrameType type() {
        return FrameType.HINTS;
    }

    @Override
    public void writeBody(FrameWriter out) {
        out.writeVarint(bindings.size());
        bindings.forEach(binding -> WireValues.writeBinding(out, binding));
    }

    static Hints read(FrameReader in) {
        int count = (int) in.readVarint("hints", MOST);
        if (count == 0) {
            throw new FrameException("hints: none (expected: 1 to " + MOST + ")");
        }
        List<Binding> bindings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            bindings.add(WireValues.readBinding(in));
        }
        return new Hints(bindings);
    }
}
