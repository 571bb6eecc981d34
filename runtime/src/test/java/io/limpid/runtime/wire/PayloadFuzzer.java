package io.limpid.runtime.wire;

import java.util.Arrays;
import java.util.List;

/**
 * Reads any bytes as a payload: nothing but a {@link PayloadException} may come out, what was read can be written and read again, and it is
 * the same whether the bytes are all there or come as a stream.
 * {@link PayloadMutationTest} drives it for a moment; Jazzer drives it for as long as one likes: see "Fuzzing" in docs/wire.md.
 */
public final class PayloadFuzzer {
    static final Codec<Object> ANY = Codecs.any(
            WireType.of("Order", Samples.Order.class, Samples.OrderCodec.INSTANCE),
            WireType.of("Colour", Samples.Colour.class, Samples.COLOUR),
            WireType.of("Shape", Samples.Shape.class, Samples.ShapeCodec.INSTANCE));
    private static final List<Codec<?>> CODECS = List.of(
            Medley.MedleyCodec.INSTANCE,
            ANY,
            Samples.NodeCodec.INSTANCE,
            Samples.TagCodec.INSTANCE,
            Samples.ShapeCodec.INSTANCE,
            new Samples.PairCodec<>(Samples.OrderCodec.INSTANCE, Codecs.listOf(Samples.OrderCodec.INSTANCE)));
    private static final ThrownTypes THROWN = ThrownTypes.of(
            WireType.of("java.io.IOException", java.io.IOException.class, Codecs.throwable(java.io.IOException.class)));

    private PayloadFuzzer() {}

    static int codecs() {
        return CODECS.size() + 1;
    }

    /** Takes the first byte as the choice of a codec, and the rest as the payload; the name is Jazzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int choice = (input[0] & 0xff) % codecs();
        String held =
                reading(choice, new PayloadReader(input, 1, input.length - 1, Limits.DEFAULT, new Payloads.Names()));
        String streamed = reading(choice, Payloads.streamed(Arrays.copyOfRange(input, 1, input.length)));
        if (!held.equals(streamed)) {
            throw new AssertionError("held: " + held + "\nstreamed: " + streamed);
        }
    }

    /** What comes of it: the bytes of what was read, or the message of the only answer that other bytes may get. Sorted: a set of arrays has no order. */
    private static String reading(int choice, PayloadReader in) {
        try {
            if (choice == CODECS.size()) {
                PayloadWriter out = Payloads.writer();
                THROWN.write(out, THROWN.read(in));
                return sorted(out.toBytes());
            }
            return copyAgain(CODECS.get(choice), in);
        } catch (PayloadException e) {
            if (e.getMessage() == null) {
                throw new AssertionError("an error without a message", e);
            }
            return e.getMessage();
        }
    }

    private static <T> String copyAgain(Codec<T> codec, PayloadReader in) {
        T value = codec.read(in);
        in.end();
        PayloadWriter out = Payloads.writer();
        codec.write(out, value);
        PayloadReader again = Payloads.reader(out.toBytes());
        codec.read(again);
        again.end();
        return sorted(out.toBytes());
    }

    private static String sorted(byte[] bytes) {
        Arrays.sort(bytes);
        return Payloads.hex(bytes);
    }
}
