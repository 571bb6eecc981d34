package io.limpid.runtime.wire;

import io.limpid.runtime.wire.Samples.Colour;
import io.limpid.runtime.wire.Samples.Order;
import io.limpid.runtime.wire.Samples.OrderCodec;
import io.limpid.runtime.wire.Samples.Pair;
import io.limpid.runtime.wire.Samples.PairCodec;
import io.limpid.runtime.wire.Samples.Positive;
import io.limpid.runtime.wire.Samples.PositiveCodec;
import io.limpid.runtime.wire.Samples.Shape;
import io.limpid.runtime.wire.Samples.ShapeCodec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whatever the generated test of random values puts together. */
record Medley(
        boolean flag,
        byte tiny,
        short small,
        char letter,
        int number,
        long large,
        float fraction,
        double precise,
        Integer boxed,
        String text,
        BigDecimal amount,
        Colour colour,
        int[] ints,
        String[] texts,
        List<Order> orders,
        Map<String, Set<Positive>> index,
        Shape shape,
        Optional<Long> maybe,
        Pair<Colour, List<String>> pair) {
    static final class MedleyCodec extends RecordCodec<Medley> {
        static final MedleyCodec INSTANCE = new MedleyCodec();
        private static final Codec<String[]> TEXTS = Codecs.arrayOf(Codecs.STRING, String.class);
        private static final Codec<List<Order>> ORDERS = Codecs.listOf(OrderCodec.INSTANCE);
        private static final Codec<Map<String, Set<Positive>>> INDEX =
                Codecs.mapOf(Codecs.STRING, Codecs.setOf(PositiveCodec.INSTANCE));
        private static final Codec<Optional<Long>> MAYBE = Codecs.optionalOf(Codecs.LONG);
        private static final Codec<Pair<Colour, List<String>>> PAIR =
                new PairCodec<>(Samples.COLOUR, Codecs.listOf(Codecs.STRING));

        MedleyCodec() {
            super(Medley.class);
        }

        @Override
        protected void writeComponents(PayloadWriter out, Medley value) {
            out.writeBoolean(value.flag());
            out.writeByte(value.tiny());
            out.writeShort(value.small());
            out.writeChar(value.letter());
            out.writeInt(value.number());
            out.writeLong(value.large());
            out.writeFloat(value.fraction());
            out.writeDouble(value.precise());
            Codecs.INTEGER.write(out, value.boxed());
            out.writeString(value.text());
            Codecs.BIG_DECIMAL.write(out, value.amount());
            Samples.COLOUR.write(out, value.colour());
            Codecs.INT_ARRAY.write(out, value.ints());
            TEXTS.write(out, value.texts());
            ORDERS.write(out, value.orders());
            INDEX.write(out, value.index());
            ShapeCodec.INSTANCE.write(out, value.shape());
            MAYBE.write(out, value.maybe());
            PAIR.write(out, value.pair());
        }

        @Override
        protected Medley readComponents(PayloadReader in) {
            return new Medley(
                    in.hasMore() ? in.readBoolean() : false,
                    in.hasMore() ? in.readByte() : 0,
                    in.hasMore() ? in.readShort() : 0,
                    in.hasMore() ? in.readChar() : 0,
                    in.hasMore() ? in.readInt() : 0,
                    in.hasMore() ? in.readLong() : 0,
                    in.hasMore() ? in.readFloat() : 0,
                    in.hasMore() ? in.readDouble() : 0,
                    in.hasMore() ? Codecs.INTEGER.read(in) : null,
                    in.hasMore() ? in.readString() : null,
                    in.hasMore() ? Codecs.BIG_DECIMAL.read(in) : null,
                    in.hasMore() ? Samples.COLOUR.read(in) : null,
                    in.hasMore() ? Codecs.INT_ARRAY.read(in) : null,
                    in.hasMore() ? TEXTS.read(in) : null,
                    in.hasMore() ? ORDERS.read(in) : null,
                    in.hasMore() ? INDEX.read(in) : null,
                    in.hasMore() ? ShapeCodec.INSTANCE.read(in) : null,
                    in.hasMore() ? MAYBE.read(in) : Optional.empty(),
                    in.hasMore() ? PAIR.read(in) : null);
        }
    }
}
