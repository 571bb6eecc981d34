package io.limpid.runtime.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;

/** The codecs of large numbers. */
final class NumberCodecs {
    static final Codec<BigInteger> BIG_INTEGER = new ValueCodec<>("BigInteger") {
        @Override
        void writeValue(PayloadWriter out, BigInteger value) {
            writeInteger(out, value);
        }

        @Override
        BigInteger readValue(PayloadReader in) {
            return readInteger(in);
        }
    };

    static final Codec<BigDecimal> BIG_DECIMAL = new ValueCodec<>("BigDecimal") {
        @Override
        void writeValue(PayloadWriter out, BigDecimal value) {
            out.writeInt(value.scale());
            writeInteger(out, value.unscaledValue());
        }

        @Override
        BigDecimal readValue(PayloadReader in) {
            int scale = in.readInt();
            return new BigDecimal(readInteger(in), scale);
        }
    };

    static final Codec<UUID> UUID = new ValueCodec<>("UUID") {
        @Override
        void writeValue(PayloadWriter out, UUID value) {
            out.writeFixedLong(value.getMostSignificantBits());
            out.writeFixedLong(value.getLeastSignificantBits());
        }

        @Override
        UUID readValue(PayloadReader in) {
            return new UUID(in.readFixedLong(), in.readFixedLong());
        }
    };

    private NumberCodecs() {}

    private static void writeInteger(PayloadWriter out, BigInteger value) {
        int length = value.bitLength() / 8 + 1;
        if (length > out.numberBytes()) {
            throw new PayloadException("a number of " + length + " bytes (the limit " + Limit.NUMBER_BYTES + ")");
        }
        out.writeUnsigned(length);
        out.output().writeBytes(value.toByteArray());
    }

    private static BigInteger readInteger(PayloadReader in) {
        int length = in.readUnsigned();
        if (length <= 0 || length > in.remaining()) {
            throw in.fail("a number of " + (length & 0xffffffffL) + " bytes where " + in.remaining() + " are left");
        }
        if (length > in.limits().get(Limit.NUMBER_BYTES)) {
            throw in.fail("a number of " + length + " bytes (the limit " + Limit.NUMBER_BYTES + ")");
        }
        in.charge(64L + 2L * length);
        in.addWork(length);
        CheckedInput input = in.input();
        input.require(length);
        int start = input.position();
        byte[] bytes = input.getBuffer();
        if (length > 1 && bytes[start] == bytes[start + 1] >> 7) {
            throw in.fail("a number that is longer than it need be");
        }
        input.setPosition(start + length);
        return new BigInteger(bytes, start, length);
    }
}
