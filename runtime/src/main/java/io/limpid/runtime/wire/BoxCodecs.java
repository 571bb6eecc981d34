package io.limpid.runtime.wire;

import org.jspecify.annotations.Nullable;

/** The codecs of primitives and their boxes. */
final class BoxCodecs {
    static final Codec<Void> VOID = new Codec<>() {
        @Override
        public void write(PayloadWriter out, @Nullable Void value) {}

        @Override
        public @Nullable Void read(PayloadReader in) {
            return null;
        }

        @Override
        public String toString() {
            return "void";
        }
    };

    static final Codec<Boolean> BOOLEAN = new ValueCodec<>("Boolean") {
        @Override
        void writeValue(PayloadWriter out, Boolean value) {
            out.writeBoolean(value);
        }

        @Override
        Boolean readValue(PayloadReader in) {
            return in.readBoolean();
        }
    };

    static final Codec<Boolean> PRIMITIVE_BOOLEAN = new PrimitiveCodec<>("boolean") {
        @Override
        void writeValue(PayloadWriter out, Boolean value) {
            out.writeBoolean(value);
        }

        @Override
        public Boolean read(PayloadReader in) {
            return in.readBoolean();
        }
    };

    static final Codec<Byte> BYTE = new ValueCodec<>("Byte") {
        @Override
        void writeValue(PayloadWriter out, Byte value) {
            out.writeByte(value);
        }

        @Override
        Byte readValue(PayloadReader in) {
            return in.readByte();
        }
    };

    static final Codec<Byte> PRIMITIVE_BYTE = new PrimitiveCodec<>("byte") {
        @Override
        void writeValue(PayloadWriter out, Byte value) {
            out.writeByte(value);
        }

        @Override
        public Byte read(PayloadReader in) {
            return in.readByte();
        }
    };

    static final Codec<Short> SHORT = new ValueCodec<>("Short") {
        @Override
        void writeValue(PayloadWriter out, Short value) {
            out.writeShort(value);
        }

        @Override
        Short readValue(PayloadReader in) {
            return in.readShort();
        }
    };

    static final Codec<Short> PRIMITIVE_SHORT = new PrimitiveCodec<>("short") {
        @Override
        void writeValue(PayloadWriter out, Short value) {
            out.writeShort(value);
        }

        @Override
        public Short read(PayloadReader in) {
            return in.readShort();
        }
    };

    static final Codec<Character> CHARACTER = new ValueCodec<>("Character") {
        @Override
        void writeValue(PayloadWriter out, Character value) {
            out.writeChar(value);
        }

        @Override
        Character readValue(PayloadReader in) {
            return in.readChar();
        }
    };

    static final Codec<Character> PRIMITIVE_CHAR = new PrimitiveCodec<>("char") {
        @Override
        void writeValue(PayloadWriter out, Character value) {
            out.writeChar(value);
        }

        @Override
        public Character read(PayloadReader in) {
            return in.readChar();
        }
    };

    static final Codec<Integer> INTEGER = new ValueCodec<>("Integer") {
        @Override
        void writeValue(PayloadWriter out, Integer value) {
            out.writeInt(value);
        }

        @Override
        Integer readValue(PayloadReader in) {
            return in.readInt();
        }
    };

    static final Codec<Integer> PRIMITIVE_INT = new PrimitiveCodec<>("int") {
        @Override
        void writeValue(PayloadWriter out, Integer value) {
            out.writeInt(value);
        }

        @Override
        public Integer read(PayloadReader in) {
            return in.readInt();
        }
    };

    static final Codec<Long> LONG = new ValueCodec<>("Long") {
        @Override
        void writeValue(PayloadWriter out, Long value) {
            out.writeLong(value);
        }

        @Override
        Long readValue(PayloadReader in) {
            return in.readLong();
        }
    };

    static final Codec<Long> PRIMITIVE_LONG = new PrimitiveCodec<>("long") {
        @Override
        void writeValue(PayloadWriter out, Long value) {
            out.writeLong(value);
        }

        @Override
        public Long read(PayloadReader in) {
            return in.readLong();
        }
    };

    static final Codec<Float> FLOAT = new ValueCodec<>("Float") {
        @Override
        void writeValue(PayloadWriter out, Float value) {
            out.writeFloat(value);
        }

        @Override
        Float readValue(PayloadReader in) {
            return in.readFloat();
        }
    };

    static final Codec<Float> PRIMITIVE_FLOAT = new PrimitiveCodec<>("float") {
        @Override
        void writeValue(PayloadWriter out, Float value) {
            out.writeFloat(value);
        }

        @Override
        public Float read(PayloadReader in) {
            return in.readFloat();
        }
    };

    static final Codec<Double> DOUBLE = new ValueCodec<>("Double") {
        @Override
        void writeValue(PayloadWriter out, Double value) {
            out.writeDouble(value);
        }

        @Override
        Double readValue(PayloadReader in) {
            return in.readDouble();
        }
    };

    static final Codec<Double> PRIMITIVE_DOUBLE = new PrimitiveCodec<>("double") {
        @Override
        void writeValue(PayloadWriter out, Double value) {
            out.writeDouble(value);
        }

        @Override
        public Double read(PayloadReader in) {
            return in.readDouble();
        }
    };

    private BoxCodecs() {}
}
