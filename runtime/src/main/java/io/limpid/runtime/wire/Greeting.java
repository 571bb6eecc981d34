package io.limpid.runtime.wire;

/** How a connection begins: whoever connected says {@link Hello}, the other {@link Welcome} or goes away. */
public final class Greeting {
    private Greeting() {}

    /**
     * What a side is ready to receive on this connection.
     *
     * @param messageBytes the longest payload
     * @param payloadBytes the payloads of all unanswered calls together; a single call may go beyond
     * @param callsInFlight how many unanswered calls
     * @param objects the highest number that may be given to an object
     */
    public record Capacity(long messageBytes, long payloadBytes, int callsInFlight, int objects) {
        private void write(FrameWriter out) {
            out.writeVarint(messageBytes);
            out.writeVarint(payloadBytes);
            out.writeVarint(callsInFlight);
            out.writeVarint(objects);
        }

        private static Capacity read(FrameReader in) {
            return new Capacity(
                    in.readVarint("message limit", Long.MAX_VALUE),
                    in.readVarint("payloads in flight", Long.MAX_VALUE),
                    (int) in.readVarint("calls in flight", Integer.MAX_VALUE),
                    (int) in.readVarint("objects", Integer.MAX_VALUE));
        }
    }

    /**
     * Opens a connection.
     *
     * @param lowestVersion the oldest version that the sender speaks
     * @param highestVersion the newest
     * @param features a bit for each optional ability of the sender: {@link FrameFormat#HINTS_FEATURE}
     * @param capacity what the sender is ready to receive
     */
    public record Hello(int lowestVersion, int highestVersion, long features, Capacity capacity) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.HELLO;
        }

        @Override
        public void writeBody(FrameWriter out) {
            out.writeFixedInt(FrameFormat.MAGIC);
            out.writeVarint(lowestVersion);
            out.writeVarint(highestVersion);
            out.writeVarint(features);
            capacity.write(out);
        }

        static Hello read(FrameReader in) {
            if (in.readFixedInt("magic") != FrameFormat.MAGIC) {
                throw new FrameException("magic: wrong (expected: LMPD)");
            }
            int lowest = (int) in.readVarint("lowest version", Integer.MAX_VALUE);
            int highest = (int) in.readVarint("highest version", Integer.MAX_VALUE);
            if (lowest > highest) {
                throw new FrameException("versions: " + lowest + " to " + highest + " (expected: the lower one first)");
            }
            return new Hello(lowest, highest, in.readVarint("features"), Capacity.read(in));
        }
    }

    /**
     * Accepts a connection.
     *
     * @param version the version that holds from here on
     * @param features the abilities that both sides have
     * @param capacity what the sender is ready to receive
     */
    public record Welcome(int version, long features, Capacity capacity) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.WELCOME;
        }

        @Override
        public void writeBody(FrameWriter out) {
            out.writeVarint(version);
            out.writeVarint(features);
            capacity.write(out);
        }

        static Welcome read(FrameReader in) {
            return new Welcome(
                    (int) in.readVarint("version", Integer.MAX_VALUE), in.readVarint("features"), Capacity.read(in));
        }
    }
}
