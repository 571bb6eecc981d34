package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.simulation.NoReferences;
import io.limpid.runtime.wire.Codecs;
import io.limpid.runtime.wire.FrameException;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadReaders;
import io.limpid.runtime.wire.PayloadWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of the buffers in which a long payload comes. */
final class PiecesTest {
    private static final int LONG = 100_000;

    private final List<ByteBuf> buffers = new ArrayList<>();

    /** A buffer of that size with so many bytes in it, which was read from a socket. */
    private ByteBuf buffer(int capacity, int length) {
        ByteBuf buffer =
                PooledByteBufAllocator.DEFAULT.directBuffer(capacity, capacity).writeZero(length);
        buffers.add(buffer);
        return buffer;
    }

    private static void add(Assembly payload, ByteBuf buffer) {
        payload.announce(buffer.readableBytes());
        payload.add(buffer, buffer.readerIndex(), buffer.readableBytes());
        buffer.release();
    }

    @Test
    void whatFillsABufferStaysThereUntilItIsRead() {
        Assembly payload = new Assembly(LONG);
        add(payload, buffer(65_536, 65_536));
        add(payload, buffer(65_536, LONG - 65_536));
        assertThat(buffers).extracting(ByteBuf::refCnt).containsExactly(1, 1);

        assertThat(payload.bytes()).isEqualTo(new byte[LONG]);

        assertThat(buffers).extracting(ByteBuf::refCnt).containsExactly(0, 0);
        assertThatThrownBy(payload::bytes).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void fewBytesKeepNoBuffer() {
        Assembly payload = new Assembly(LONG);
        for (int i = 0; i < LONG; i += 1_000) {
            add(payload, buffer(65_536, 1_000));
        }
        add(new Assembly(LONG), buffer(65_536, 20_000));

        assertThat(buffers).extracting(ByteBuf::refCnt).containsOnly(0);
        assertThat(payload.bytes()).isEqualTo(new byte[LONG]);
    }

    @Test
    void whatIsReleasedIsGivenBackAndReadByNobody() {
        Assembly payload = new Assembly(LONG);
        add(payload, buffer(65_536, 65_536));

        payload.release();
        payload.release();
        add(payload, buffer(65_536, LONG - 65_536));

        assertThat(buffers).extracting(ByteBuf::refCnt).containsOnly(0);
        assertThatThrownBy(() ->
                        payload.read(new PayloadReaders(Limits.DEFAULT), new NoReferences(), PayloadReader::readInt))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsBeingReadIsGivenBackByItsReader() {
        Assembly payload = new Assembly(LONG);
        add(payload, buffer(65_536, 65_536));
        add(payload, buffer(65_536, LONG - 65_536));

        boolean first = payload.read(new PayloadReaders(Limits.DEFAULT), new NoReferences(), in -> {
            boolean read = in.readBoolean();
            payload.release();
            return read || in.readBoolean();
        });
        Assembly refused = new Assembly(LONG);
        add(refused, buffer(LONG, LONG));
        assertThatThrownBy(() -> refused.read(new PayloadReaders(Limits.DEFAULT), new NoReferences(), in -> {
                    throw new PayloadException("no");
                }))
                .hasMessage("no");

        assertThat(first).isFalse();
        assertThat(buffers).extracting(ByteBuf::refCnt).containsOnly(0);
    }

    @Test
    void howeverItIsCutItSaysTheSame() {
        long seed = 20_261_127;
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            byte[] value = new byte[20_000 + random.nextInt(300_000)];
            random.nextBytes(value);
            PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
            out.writeString("before");
            Codecs.BYTES.write(out, value);
            out.writeString("behind".repeat(random.nextInt(2_000)));
            byte[] bytes = out.toBytes();

            Assembly payload = new Assembly(bytes.length);
            payload.announce(bytes.length);
            int most = random.nextBoolean() ? 65_536 : 2_000;
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(1 + random.nextInt(most), bytes.length - at);
                ByteBuf buffer = buffer(65_536, 0).writeBytes(bytes, at, length);
                payload.add(buffer, 0, length);
                buffer.release();
                at += length;
            }
            byte[] copy = payload.read(new PayloadReaders(Limits.DEFAULT), new NoReferences(), in -> {
                assertThat(in.readString()).isEqualTo("before");
                byte[] read = Codecs.BYTES.read(in);
                assertThat(in.readString()).hasSizeLessThan(12_001);
                in.end();
                return read;
            });

            assertThat(copy).as("seed %d, run %d", seed, run).isEqualTo(value);
        }
        assertThat(buffers).extracting(ByteBuf::refCnt).containsOnly(0);
    }

    @Test
    void nobodySendsMoreThanWasAnnounced() {
        Assembly payload = new Assembly(LONG);
        payload.announce(LONG - 1);

        assertThatThrownBy(() -> payload.announce(2)).isInstanceOf(FrameException.class);
    }
}
