package io.limpid.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.limpid.runtime.wire.Samples.Order;
import io.limpid.runtime.wire.Samples.OrderCodec;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;

/** Puts together what no honest peer sends, and sees that it is refused and has cost little. */
final class HostileBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    static final Codec<Object> ANY = Codecs.any(
            WireType.of("Order", Order.class, OrderCodec.INSTANCE),
            WireType.of("Colour", Samples.Colour.class, Samples.COLOUR));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    HostileBytes add(int... values) {
        for (int each : values) {
            bytes.write(each);
        }
        return this;
    }

    HostileBytes varint(int value) {
        int left = value;
        while ((left & ~0x7f) != 0) {
            bytes.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        bytes.write(left);
        return this;
    }

    byte[] get() {
        return bytes.toByteArray();
    }

    static PayloadException assertRefusedCheaply(Codec<?> codec, byte[] bytes) {
        return assertRefused(codec, bytes, (64 << 10) + 16L * bytes.length);
    }

    static PayloadException assertRefused(Codec<?> codec, byte[] bytes, long allocatedAtMost) {
        PayloadReader warm = Payloads.reader(bytes);
        Throwable ignored = catchThrowable(() -> codec.read(warm));
        PayloadReader in = Payloads.reader(bytes);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        Throwable thrown = null;
        try {
            codec.read(in);
            in.end();
        } catch (Throwable e) {
            thrown = e;
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(thrown).as("%s from %s bytes", codec, bytes.length).isInstanceOf(PayloadException.class);
        assertThat(allocated)
                .as("allocated for %s bytes of %s", bytes.length, codec)
                .isLessThanOrEqualTo(allocatedAtMost);
        return (PayloadException) thrown;
    }
}
