package io.limpid.runtime.wire;

import java.nio.ByteBuffer;

/** The codecs of primitive arrays: elements of fixed size, so that the count can be compared with what is there. */
final class ArrayCodecs {
    static final Codec<ByteBuffer> BYTE_BUFFER = new ValueCodec<>("ByteBuffer") {
        @Override
        void writeValue(PayloadWriter out, ByteBuffer value) {
            int length = value.remaining();
            out.writeCount(length);
            out.room(length);
            CheckedOutput output = out.output();
            value.get(value.position(), output.getBuffer(), output.position(), length);
            output.setPosition(output.position() + length);
        }

        @Override
        ByteBuffer readValue(PayloadReader in) {
            byte[] bytes = new byte[in.beginElements(1, 1)];
            in.elementsRead(bytes.length);
            in.input().readBytes(bytes);
            return ByteBuffer.wrap(bytes);
        }
    };

    static final Codec<byte[]> BYTES = new TrackedCodec<>("byte[]", TrackedCodec.Tracking.BEFORE) {
        @Override
        void writeContent(PayloadWriter out, byte[] value) {
            out.writeCount(value.length);
            out.output().writeBytes(value);
        }

        @Override
        byte[] readContent(PayloadReader in, int slot) {
            byte[] value = new byte[in.beginElements(1, 1)];
            in.elementsRead(value.length);
            in.put(slot, value);
            in.input().readBytes(value);
            return value;
        }
    };

    static final Codec<boolean[]> BOOLEANS = new TrackedCodec<>("boolean[]", TrackedCodec.Tracking.BEFORE) {
        @Override
        void writeContent(PayloadWriter out, boolean[] value) {
            out.writeCount(value.length);
            out.output().writeBooleans(value, 0, value.length);
        }

        @Override
        boolean[] readContent(PayloadReader in, int slot) {
            boolean[] value = new boolean[in.beginElements(1, 1)];
            in.elementsRead(value.length);
            in.put(slot, value);
            for (int i = 0; i < value.length; i++) {
                value[i] = in.readBoolean();
            }
            return value;
        }
    };

    static final Codec<short[]> SHORTS = new TrackedCodec<>("short[]", TrackedCodec.Tracking.BEFORE) {
        @Override
        void writeContent(PayloadWriter out, short[] value) {
            out.writeCount(value.length);
            out.output().writeShorts(value, 0, value.length);
        }

        @Override
        short[] readContent(PayloadReader in, int slot) {
            short[] value = new short[in.beginElements(2, 2)];
            in.elementsRead(value.length);
            in.put(slot, value);
            for (int i = 0; i < value.length; i++) {
                value[i] = in.input().readShort();
            }
            return value;
        }
    };

    static final Codec<char[]> CHARS = new TrackedCodec<>("char[]", TrackedCodec.Tracking.BEFORE) {
        @Override
        void writeContent(PayloadWriter out, char[] value) {
            out.writeCount(value.length);
            out.output().writeChars(value, 0, value.length);
        }

        @Override
        char[] readContent(PayloadReader in, int slot) {
            char[] value = new char[in.beginElements(2, 2)];
            in.elementsRead(value.length);
            in.put(slot, value);
            for (int i = 0; i < value.length; i++) {
                value[i] = in.input().readChar();
            }
            return value;
        }
    };

    static final Codec<int[]> INTS = new TrackedCodec<>("int[]", TrackedCodec.Tracking.BEFORE) {
        @Override
        void writeContent(PayloadWriter out, int[] value) {
            out.writeCount(value.length);
            out.output().writeInts(value, 0, value.length);
        }

        @Override
        int[] readContent(PayloadReader in, int slot) {
            int[] value = new int[in.beginElements(4, 4)];
            in.elementsRead(value.length);
            in.put(slot, value);
            for (int i = 0; i < value.length; i++) {
                value[i] = in.input().readInt();
            }
            return value;
        }
    };

    static final Codec<long[]> LONGS = new TrackedCodec<>("long[]", TrackedCodec.Tracking.BEFORE) {
        @Override
        void writeContent(PayloadWriter out, long[] value) {
            out.writeCount(value.length);
            out.output().writeLongs(value, 0, value.length);
        }

        @Override
        long[] readContent(PayloadReader in, int slot) {
            long[] value = new long[in.beginElements(8, 8)];
            in.elementsRead(value.length);
            in.put(slot, value);
            for (int i = 0; i < value.length; i++) {
                value[i] = in.input().readLong();
            }
            return value;
        }
    };

    static final Codec<float[]> FLOATS = new TrackedCodec<>("float[]", TrackedCodec.Tracking.BEFORE) {
        @Override
        void writeContent(PayloadWriter out, float[] value) {
            out.writeCount(value.length);
            for (float each : value) {
                out.writeFloat(each);
            }
        }

        @Override
        float[] readContent(PayloadReader in, int slot) {
            float[] value = new float[in.beginElements(4, 4)];
            in.elementsRead(value.length);
            in.put(slot, value);
            for (int i = 0; i < value.length; i++) {
                value[i] = in.readFloat();
            }
            return value;
        }
    };

    static final Codec<double[]> DOUBLES = new TrackedCodec<>("double[]", TrackedCodec.Tracking.BEFORE) {
        @Override
        void writeContent(PayloadWriter out, double[] value) {
            out.writeCount(value.length);
            for (double each : value) {
                out.writeDouble(each);
            }
        }

        @Override
        double[] readContent(PayloadReader in, int slot) {
            double[] value = new double[in.beginElements(8, 8)];
            in.elementsRead(value.length);
            in.put(slot, value);
            for (int i = 0; i < value.length; i++) {
                value[i] = in.readDouble();
            }
            return value;
        }
    };

    private ArrayCodecs() {}
}
