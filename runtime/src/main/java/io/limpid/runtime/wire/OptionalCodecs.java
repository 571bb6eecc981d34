package io.limpid.runtime.wire;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The codecs of optional primitives. */
final class OptionalCodecs {
    static final Codec<OptionalInt> OPTIONAL_INT = new ValueCodec<>("OptionalInt") {
        @Override
        void writeValue(PayloadWriter out, OptionalInt value) {
            out.writeBoolean(value.isPresent());
            if (value.isPresent()) {
                out.writeInt(value.getAsInt());
            }
        }

        @Override
        OptionalInt readValue(PayloadReader in) {
            return in.readBoolean() ? OptionalInt.of(in.readInt()) : OptionalInt.empty();
        }
    };

    static final Codec<OptionalLong> OPTIONAL_LONG = new ValueCodec<>("OptionalLong") {
        @Override
        void writeValue(PayloadWriter out, OptionalLong value) {
            out.writeBoolean(value.isPresent());
            if (value.isPresent()) {
                out.writeLong(value.getAsLong());
            }
        }

        @Override
        OptionalLong readValue(PayloadReader in) {
            return in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
        }
    };

    static final Codec<OptionalDouble> OPTIONAL_DOUBLE = new ValueCodec<>("OptionalDouble") {
        @Override
        void writeValue(PayloadWriter out, OptionalDouble value) {
            out.writeBoolean(value.isPresent());
            if (value.isPresent()) {
                out.writeDouble(value.getAsDouble());
            }
        }

        @Override
        OptionalDouble readValue(PayloadReader in) {
            return in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty();
        }
    };

    private OptionalCodecs() {}
}
