package io.limpid.runtime.wire;

import static io.limpid.runtime.wire.HostileBytes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys of sets and maps that are chosen to make hashing and comparing them take long. */
final class HostileKeysTest {
    @Test
    void nestedSetsCannotMakeHashingExplode() {
        // Two sets a level, each holding both of the level below: hashing the top one walks 2^levels paths.
        Set<Object> one = new HashSet<>(List.of("a"));
        Set<Object> other = new HashSet<>(List.of("b"));
        HostileBytes bytes = new HostileBytes().add(3, 1, 1, 60);
        int left = bytes.get().length + 1;
        bytes.add(3, 1, 9, 1, 10, 2, 'a');
        int right = bytes.get().length + 1;
        bytes.add(3, 1, 9, 1, 10, 2, 'b');
        for (int level = 0; level < 29; level++) {
            int nextLeft = bytes.get().length + 1;
            bytes.add(3, 1, 9, 2, 3).varint(left + 2).add(3).varint(right + 2);
            int nextRight = bytes.get().length + 1;
            bytes.add(3, 1, 9, 3, 3).varint(left + 2).add(3).varint(right + 2).add(10, 2, 'x');
            left = nextLeft;
            right = nextRight;
        }

        assertThat(one).isNotEqualTo(other);
        // What hashing itself allocates is garbage at once.
        assertThat(assertRefused(HostileBytes.ANY, bytes.get(), 200L << 20)).hasMessageContaining("the limit KEY_WORK");
    }

    @Test
    void aHundredThousandCollidingStringsAreReadInTime() {
        Codec<Set<String>> strings = Codecs.setOf(Codecs.STRING);
        List<String> colliding = new ArrayList<>(List.of(""));
        for (int i = 0; i < 16; i++) {
            List<String> longer = new ArrayList<>();
            for (String each : colliding) {
                longer.add(each + "Aa");
                longer.add(each + "BB");
            }
            colliding = longer;
        }

        Set<String> copy = Payloads.copy(strings, new HashSet<>(colliding));

        assertThat(copy).hasSize(1 << 16);
    }

    record Point(int x, int y) {}

    private static final class PointCodec extends RecordCodec<Point> {
        PointCodec() {
            super(Point.class, true);
        }

        @Override
        protected void writeComponents(PayloadWriter out, Point value) {
            out.writeInt(value.x());
            out.writeInt(value.y());
        }

        @Override
        protected Point readComponents(PayloadReader in) {
            return new Point(in.readInt(), in.readInt());
        }
    }

    @Test
    void collidingKeysThatNothingSortsAreRefusedBeforeTheyTakeLong() {
        Codec<List<Point>> list = Codecs.listOf(new PointCodec());
        Codec<Collection<Point>> set = Codecs.collectionOf(new PointCodec());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 90_000; i++) {
            points.add(new Point(i, -31 * i));
        }
        byte[] bytes = Payloads.write(list, points);
        bytes[1] = CollectionKind.HASH_SET.number;

        assertThatThrownBy(() -> Payloads.read(set, bytes))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("the limit KEY_WORK");
        points.replaceAll(p -> new Point(p.x(), p.x() * 7));
        byte[] honest = Payloads.write(set, new HashSet<>(points));
        assertThat(Payloads.read(set, honest)).hasSize(90_000);
    }

    @Test
    void aSetWhoseElementHoldsItIsReadOrRefusedWithoutEnd() {
        Codec<List<Set<Object>>> sets = Codecs.listOf(Codecs.setOf(HostileBytes.ANY));
        // s = { s }, then t = { s }: hashing s for t never ends.
        byte[] cycle = Payloads.hex("01 01 02  01 09 01 03 05  01 09 01 03 05");

        assertThatThrownBy(() -> Payloads.read(sets, cycle)).isInstanceOf(PayloadException.class);
    }
}
