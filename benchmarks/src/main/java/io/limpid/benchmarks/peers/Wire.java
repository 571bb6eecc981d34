package io.limpid.benchmarks.peers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes by hand, for the peers that carry bytes and leave their meaning to the user. */
final class Wire {
    static final byte ADD = 0;
    static final byte ORDER = 1;
    static final byte ECHO = 2;

    /** What an order never exceeds here. */
    static final int ORDER_ROOM = 1_024;

    private Wire() {}

    static void write(Order order, ByteBuffer out) {
        out.putLong(order.id());
        write(order.customer(), out);
        write(order.street(), out);
        write(order.city(), out);
        out.putInt(order.status());
        out.putLong(order.placed());
        out.putDouble(order.discount());
        out.put((byte) (order.gift() ? 1 : 0));
        out.putLong(order.totalCents());
        out.putInt(order.lines().size());
        for (Line line : order.lines()) {
            write(line.article(), out);
            out.putInt(line.quantity());
            out.putLong(line.cents());
        }
    }

    static Order readOrder(ByteBuffer in) {
        return new Order(
                in.getLong(),
                readString(in),
                readString(in),
                readString(in),
                in.getInt(),
                in.getLong(),
                in.getDouble(),
                in.get() != 0,
                in.getLong(),
                readLines(in));
    }

    private static List<Line> readLines(ByteBuffer in) {
        int count = in.getInt();
        List<Line> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(new Line(readString(in), in.getInt(), in.getLong()));
        }
        return lines;
    }

    private static void write(String text, ByteBuffer out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static String readString(ByteBuffer in) {
        byte[] bytes = new byte[in.getShort()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
