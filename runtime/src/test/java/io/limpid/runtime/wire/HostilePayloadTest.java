package io.limpid.runtime.wire;

import static io.limpid.runtime.wire.HostileBytes.assertRefused;
import static io.limpid.runtime.wire.HostileBytes.assertRefusedCheaply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.wire.Medley.MedleyCodec;
import io.limpid.runtime.wire.Samples.NodeCodec;
import io.limpid.runtime.wire.Samples.Order;
import io.limpid.runtime.wire.Samples.OrderCodec;
import io.limpid.runtime.wire.Samples.Pair;
import io.limpid.runtime.wire.Samples.PairCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer may send that is no honest payload: refused by our own error, and before it has cost much. */
final class HostilePayloadTest {
    private static final int[] COUNTS = {100, 1 << 16, 1 << 20, Integer.MAX_VALUE, 1 << 31, -1};

    static Map<String, Codec<?>> counted() {
        Map<String, Codec<?>> codecs = new LinkedHashMap<>();
        codecs.put("byte[]", Codecs.BYTES);
        codecs.put("boolean[]", Codecs.BOOLEAN_ARRAY);
        codecs.put("short[]", Codecs.SHORT_ARRAY);
        codecs.put("char[]", Codecs.CHAR_ARRAY);
        codecs.put("int[]", Codecs.INT_ARRAY);
        codecs.put("long[]", Codecs.LONG_ARRAY);
        codecs.put("float[]", Codecs.FLOAT_ARRAY);
        codecs.put("double[]", Codecs.DOUBLE_ARRAY);
        codecs.put("String[]", Codecs.arrayOf(Codecs.STRING, String.class));
        codecs.put("int[][]", Codecs.arrayOf(Codecs.INT_ARRAY, int[].class));
        codecs.put("ByteBuffer", Codecs.BYTE_BUFFER);
        codecs.put("BigInteger", Codecs.BIG_INTEGER);
        return codecs;
    }

    @Test
    void countsBeyondWhatIsThereAreRefusedForEveryArray() {
        for (Codec<?> codec : counted().values()) {
            for (int count : COUNTS) {
                assertRefusedCheaply(
                        codec,
                        new HostileBytes().add(1).varint(count).add(new int[24]).get());
            }
        }
    }

    @Test
    void countsBeyondWhatIsThereAreRefusedForEveryCollectionAndMap() {
        Codec<Collection<Samples.Colour>> colours = Codecs.collectionOf(Samples.COLOUR);
        Codec<Collection<String>> strings = Codecs.collectionOf(Codecs.STRING);
        Codec<Map<Samples.Colour, String>> byColour = Codecs.mapOf(Samples.COLOUR, Codecs.STRING);
        for (int count : COUNTS) {
            for (CollectionKind kind : CollectionKind.values()) {
                byte[] bytes = new HostileBytes()
                        .add(1, kind.number)
                        .varint(count)
                        .add(new int[24])
                        .get();
                assertRefusedCheaply(kind == CollectionKind.ENUM_SET ? colours : strings, bytes);
                assertRefusedCheaply(
                        HostileBytes.ANY,
                        new HostileBytes().add(3, 1, kind.number).varint(count).get());
            }
            for (MapKind kind : MapKind.values()) {
                assertRefusedCheaply(
                        byColour,
                        new HostileBytes()
                                .add(1, kind.number)
                                .varint(count)
                                .add(new int[24])
                                .get());
            }
        }
    }

    @Test
    void collectionsWithinCollectionsCannotPromiseTheSameBytesTwice() {
        // Each level says that all that is left are its elements.
        for (int size : new int[] {1_000, 100_000, 4_000_000}) {
            HostileBytes bytes = new HostileBytes();
            for (int level = 0; level < 60; level++) {
                bytes.add(3, 1, 1).varint(Math.min(900_000, size - 500));
            }
            byte[] lists = Arrays.copyOf(bytes.get(), size);
            assertRefusedCheaply(HostileBytes.ANY, lists);

            HostileBytes more = new HostileBytes();
            for (int level = 0; level < 60; level++) {
                more.add(2, 6, 1).varint(Math.min(900_000, size - 500));
            }
            assertRefusedCheaply(HostileBytes.ANY, Arrays.copyOf(more.get(), size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40000000, 0x7fffffff, 1_000_001})
    void nothingButNullsIsRefusedByTheirNumber(int count) {
        assertRefusedCheaply(
                Codecs.listOf(Codecs.STRING),
                new HostileBytes().add(1, 1).varint(count).add(new int[8]).get());
        assertRefusedCheaply(
                Codecs.listOf(NodeCodec.INSTANCE),
                new HostileBytes().add(1, 1).varint(count).add(0, 0).get());
    }

    @Test
    void emptyThingsAreRefusedByTheirNumber() {
        HostileBytes bytes = new HostileBytes().add(1, 1).varint(200_000);
        for (int i = 0; i < 200_000; i++) {
            bytes.add(1, 0);
        }

        // Each is an object that a later reference may mean, and that takes more than its two bytes.
        PayloadException refused = assertRefused(Codecs.listOf(Codecs.INT_ARRAY), bytes.get(), 20L * 400_000);

        assertThat(refused).hasMessageContaining("one of more than 100000 (the limit OBJECTS)");
    }

    @Test
    void anEnumSetOrMapCannotBeMadeWithoutEnd() {
        Codec<List<Map<Samples.Colour, String>>> maps = Codecs.listOf(Codecs.mapOf(Samples.COLOUR, Codecs.STRING));
        HostileBytes bytes = new HostileBytes().add(1, 1).varint(90_000);
        for (int i = 0; i < 90_000; i++) {
            bytes.add(1, MapKind.ENUM_MAP.number, 0);
        }
        Limits few = Limits.DEFAULT.with(Limit.ALLOCATION_PER_BYTE, 16);
        PayloadReader in = new PayloadReader(bytes.get(), few, new Payloads.Names());

        assertThatThrownBy(() -> maps.read(in))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("ALLOCATION_PER_BYTE");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100, 1_000, 10_000, 1_000_000})
    void depthIsRefusedLongBeforeTheStackEnds(int depth) {
        HostileBytes lists = new HostileBytes();
        HostileBytes arrays = new HostileBytes();
        for (int i = 0; i < depth; i++) {
            lists.add(3, 1, 1, 1);
            arrays.add(2, 6, 1, 1);
        }
        assertThat(assertRefusedCheaply(HostileBytes.ANY, lists.add(0).get())).hasMessageContaining("the limit DEPTH");
        assertThat(assertRefusedCheaply(HostileBytes.ANY, arrays.add(0).get())).hasMessageContaining("the limit DEPTH");
    }

    @Test
    void depthWithinTheLimitIsRead() {
        HostileBytes lists = new HostileBytes();
        for (int i = 0; i < 64; i++) {
            lists.add(3, 1, 1, 1);
        }

        assertThat(HostileBytes.ANY.read(Payloads.reader(lists.add(0).get()))).isInstanceOf(List.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02", // itself
                "03",
                "7f",
                "ffffffff07",
                "ffffffff0f" // beyond the sign
            })
    void aReferenceThatLeadsNowhereIsRefused(String header) {
        for (Codec<?> codec : List.of(
                Codecs.INT_ARRAY,
                Codecs.listOf(Codecs.STRING),
                NodeCodec.INSTANCE,
                OrderCodec.INSTANCE,
                Samples.LineItemCodec.INSTANCE,
                Codecs.mapOf(Codecs.STRING, Codecs.STRING))) {
            assertThat(assertRefusedCheaply(codec, Payloads.hex(header))).hasMessageContaining("a reference to byte");
        }
    }

    @Test
    void aReferenceIntoTheMiddleOfAnObjectIsRefused() {
        PairCodec<String, List<String>> codec = new PairCodec<>(Codecs.STRING, Codecs.listOf(Codecs.STRING));
        // A string whose bytes look like a list.
        byte[] bytes = Payloads.hex("01 06000000 04 010100 08 00");
        bytes[9] = 6 + 2;

        assertThat(assertRefusedCheaply(codec, bytes)).hasMessageContaining("where no object begins");
    }

    @Test
    void aReferenceToAnObjectOfAnotherTypeIsRefused() {
        PairCodec<int[], List<String>> codec = new PairCodec<>(Codecs.INT_ARRAY, Codecs.listOf(Codecs.STRING));
        byte[] toArray = Payloads.hex("01 03000000 01 00 07");
        Codec<Pair<List<String>, List<Integer>>> lists =
                new PairCodec<>(Codecs.listOf(Codecs.STRING), Codecs.listOf(Codecs.INTEGER));
        Codec<Pair<List<String>, java.util.LinkedList<String>>> classes =
                new PairCodec<>(Codecs.listOf(Codecs.STRING), Codecs.linkedListOf(Codecs.STRING));
        byte[] toList = Payloads.hex("01 04000000 01 01 00 07");

        assertThat(assertRefusedCheaply(codec, toArray)).hasMessageContaining("a reference from List to int[]");
        assertThat(assertRefusedCheaply(lists, toList)).hasMessageContaining("a reference from List to List");
        assertThat(assertRefusedCheaply(classes, toList)).hasMessageContaining("an object of another class");
    }

    @Test
    void aRecordThatRefersToItselfIsRefused() {
        // Pair(Pair -> itself): the record is known only after its content.
        Codec<?>[] self = new Codec<?>[1];
        Codec<Object> lazy = Codecs.lazy(() -> cast(self[0]));
        self[0] = new PairCodec<>(lazy, Codecs.STRING);

        assertThat(assertRefusedCheaply(self[0], Payloads.hex("01 02000000 02 00")))
                .hasMessageContaining("a reference");
    }

    @SuppressWarnings("unchecked")
    private static Codec<Object> cast(Codec<?> codec) {
        return (Codec<Object>) codec;
    }

    @Test
    void skippedPartsCannotBeReadOverAndOverAgain() {
        // A skipped part full of lists, and a reference to each of its bytes: every one is read once, or refused.
        Codec<Pair<Pair<String, String>, List<List<Object>>>> codec = new PairCodec<>(
                new PairCodec<>(Codecs.STRING, Codecs.STRING), Codecs.listOf(Codecs.listOf(HostileBytes.ANY)));
        int size = 20_000;
        HostileBytes skipped = new HostileBytes();
        for (int i = 0; i < size / 3; i++) {
            skipped.add(1, 1, 100);
        }
        byte[] part = skipped.get();
        HostileBytes bytes = new HostileBytes().add(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
        for (byte each : part) {
            bytes.add(each);
        }
        bytes.add(1, 1).varint(part.length / 3);
        for (int i = 0; i < part.length / 3; i++) {
            bytes.varint(12 + 3 * i + 2);
        }
        byte[] all = bytes.get();
        setInt(all, 1, all.length - 5);
        setInt(all, 6, part.length + 2);

        assertRefusedCheaply(codec, all);
    }

    private static void setInt(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }

    @Test
    void goldenPayloadsCutOffAtEveryByteAreRefused() {
        byte[] whole = Payloads.write(MedleyCodec.INSTANCE, medley());
        assertThat(whole.length).isGreaterThan(150);
        for (int length = 0; length < whole.length; length++) {
            assertRefusedCheaply(MedleyCodec.INSTANCE, Arrays.copyOf(whole, length));
        }
    }

    static List<Codec<?>> codecs() {
        return List.of(MedleyCodec.INSTANCE, HostileBytes.ANY, NodeCodec.INSTANCE, Samples.TagCodec.INSTANCE);
    }

    /** Tells when it is initialised; nothing here names it but as text. */
    static final class Gadget {
        static {
            System.setProperty("limpid.test.gadget", "loaded");
        }

        private Gadget() {}
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void namesOfClassesAreNeverMoreThanText(Codec<?> codec) {
        for (String each : List.of(
                "java.lang.ProcessBuilder",
                "io.limpid.NoSuchClass",
                "io.limpid.runtime.wire.HostilePayloadTest$Gadget")) {
            HostileBytes bytes = new HostileBytes().add(1, 1).varint(each.length() + 1);
            for (char c : each.toCharArray()) {
                bytes.add(c);
            }
            assertRefusedCheaply(codec, bytes.get());
            assertThat(System.getProperty("limpid.test.gadget")).isNull();
        }
    }

    static Medley medley() {
        Order order = new Order("1", new ArrayList<>(List.of(new Samples.LineItem("sku", 2, 399))), Optional.of("ü"));
        return new Medley(
                true,
                (byte) -1,
                Short.MIN_VALUE,
                '€',
                Integer.MAX_VALUE,
                Long.MIN_VALUE,
                0.5f,
                Math.PI,
                null,
                "text",
                new java.math.BigDecimal("12.50"),
                Samples.Colour.GREEN,
                new int[] {1, 2, 3},
                new String[] {"a", null},
                List.of(order, order),
                Map.of("k", Set.of(new Samples.Positive(1), new Samples.Positive(2))),
                new Samples.Group(List.of(new Samples.Circle(1), Samples.Colour2.NONE)),
                Optional.of(5L),
                new Pair<>(null, List.of()));
    }
}
