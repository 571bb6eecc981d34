package io.limpid.runtime.wire;

import static io.limpid.runtime.wire.Payloads.copy;
import static io.limpid.runtime.wire.Payloads.read;
import static io.limpid.runtime.wire.Payloads.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.wire.Samples.Colour;
import io.limpid.runtime.wire.Samples.Pair;
import io.limpid.runtime.wire.Samples.PairCodec;
import io.limpid.runtime.wire.Samples.Positive;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectionCodecsTest {
    private static final Codec<Collection<String>> STRINGS = Codecs.collectionOf(Codecs.STRING);
    private static final Codec<Map<String, Integer>> COUNTS = Codecs.mapOf(Codecs.STRING, Codecs.INTEGER);

    static Stream<Supplier<Collection<String>>> collections() {
        return Stream.of(
                ArrayList::new,
                LinkedList::new,
                CopyOnWriteArrayList::new,
                Vector::new,
                ArrayDeque::new,
                PriorityQueue::new,
                ConcurrentLinkedQueue::new,
                ConcurrentLinkedDeque::new,
                HashSet::new,
                LinkedHashSet::new,
                TreeSet::new,
                CopyOnWriteArraySet::new,
                ConcurrentSkipListSet::new,
                ConcurrentHashMap::newKeySet);
    }

    @ParameterizedTest
    @MethodSource("collections")
    void everyUsualCollectionArrivesAsItself(Supplier<Collection<String>> kind) {
        Collection<String> full = kind.get();
        full.addAll(List.of("c", "a", "", "b"));

        Collection<String> copy = copy(STRINGS, full);

        assertThat(copy).hasSameClassAs(full);
        assertThat(copy.toArray()).isEqualTo(full.toArray());
        assertThat(copy(STRINGS, kind.get())).isEmpty();
        copy.add("it can be changed");
        assertThat(copy).hasSize(5);
    }

    static Stream<Supplier<Map<String, Integer>>> maps() {
        return Stream.of(
                HashMap::new, LinkedHashMap::new, TreeMap::new, ConcurrentHashMap::new, ConcurrentSkipListMap::new);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void everyUsualMapArrivesAsItself(Supplier<Map<String, Integer>> kind) {
        Map<String, Integer> full = kind.get();
        full.putAll(Map.of("c", 1, "a", 2, "", Integer.MIN_VALUE));

        Map<String, Integer> copy = copy(COUNTS, full);

        assertThat(copy).hasSameClassAs(full).isEqualTo(full);
        assertThat(copy.keySet().toArray()).isEqualTo(full.keySet().toArray());
        assertThat(copy(COUNTS, kind.get())).isEmpty();
    }

    @Test
    void otherCollectionsArriveAsTheUsualModifiableClassOfTheirInterface() {
        assertThat(copy(STRINGS, List.of("a"))).isExactlyInstanceOf(ArrayList.class);
        assertThat(copy(STRINGS, Arrays.asList("a", null)))
                .isExactlyInstanceOf(ArrayList.class)
                .containsExactly("a", null);
        assertThat(copy(STRINGS, Collections.unmodifiableSet(new HashSet<>(List.of("a")))))
                .isExactlyInstanceOf(LinkedHashSet.class);
        assertThat(copy(STRINGS, Collections.unmodifiableSortedSet(new TreeSet<>(List.of("b", "a")))))
                .isExactlyInstanceOf(TreeSet.class)
                .containsExactly("a", "b");
        assertThat(copy(
                        STRINGS,
                        Map.of("a", 1).values().stream().map(String::valueOf).toList()))
                .isExactlyInstanceOf(ArrayList.class);
        assertThat(copy(STRINGS, Map.of("a", "b").values())).isExactlyInstanceOf(ArrayList.class);
        assertThat(copy(COUNTS, Map.of("a", 1))).isExactlyInstanceOf(LinkedHashMap.class);
        assertThat(copy(COUNTS, Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("a", 1)))))
                .isExactlyInstanceOf(TreeMap.class);
        assertThat(copy(STRINGS, new ArrayList<>(List.of("a")) {})).isExactlyInstanceOf(ArrayList.class);
        assertThat(copy(STRINGS, new LinkedList<>(List.of("a")) {})).isExactlyInstanceOf(LinkedList.class);
    }

    @Test
    void whatIsDeclaredIsWhatArrives() {
        assertThat(copy(Codecs.listOf(Codecs.STRING), new LinkedList<>(List.of("a"))))
                .isExactlyInstanceOf(LinkedList.class);
        assertThat(copy(Codecs.dequeOf(Codecs.STRING), new LinkedList<>(List.of("a"))))
                .isExactlyInstanceOf(LinkedList.class);
        assertThat(copy(Codecs.setOf(Codecs.STRING), Set.of("a"))).isExactlyInstanceOf(LinkedHashSet.class);
        assertThat(copy(
                        Codecs.iterableOf(Codecs.STRING),
                        () -> List.of("a", "b").iterator()))
                .containsExactly("a", "b");
        assertThat(copy(Codecs.hashSetOf(Codecs.STRING), new LinkedHashSet<>(List.of("b", "a"))))
                .isExactlyInstanceOf(LinkedHashSet.class);
        assertThat(copy(Codecs.hashMapOf(Codecs.STRING, Codecs.STRING), new HashMap<>(Map.of("b", "a"))))
                .isExactlyInstanceOf(HashMap.class);
        Queue<String> queue = new PriorityQueue<>(List.of("b", "a"));
        assertThat(copy(Codecs.queueOf(Codecs.STRING), queue).poll()).isEqualTo("a");
        SortedSet<String> sorted = new TreeSet<>(List.of("b", "a"));
        assertThat(copy(Codecs.sortedSetOf(Codecs.STRING), sorted)).containsExactly("a", "b");
        SortedMap<String, String> map = new TreeMap<>(Map.of("b", "a"));
        assertThat(copy(Codecs.sortedMapOf(Codecs.STRING, Codecs.STRING), map)).isEqualTo(map);
        for (Codec<?> each : List.of(
                STRINGS,
                COUNTS,
                Codecs.arrayDequeOf(Codecs.STRING),
                Codecs.enumSetOf(Samples.COLOUR),
                Codecs.INT_ARRAY)) {
            assertThat((Object) copy(each, null)).isNull();
        }
    }

    @Test
    void nullElementsAreKeptWhereTheClassHasThem() {
        List<String> nulls = new ArrayList<>(Arrays.asList(null, "a", null));
        Map<String, Integer> map = new HashMap<>();
        map.put(null, 1);
        map.put("a", null);
        Set<String> set = new LinkedHashSet<>(Arrays.asList("a", null));

        assertThat(copy(STRINGS, nulls)).containsExactly(null, "a", null);
        assertThat(copy(COUNTS, map)).isEqualTo(map);
        assertThat(copy(STRINGS, set)).containsExactly("a", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 05 01 00", "01 06 01 00", "01 0b 01 00", "01 07 01 00", "01 0f 01 00", "01 0e 01 00"})
    void nullElementsAreRefusedWhereTheClassForbidsThem(String bytes) {
        assertThatThrownBy(() -> read(STRINGS, bytes))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("Collection refuses its content")
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void enumSetsAndMapsTakeTheirTypeFromTheDeclaration() {
        Codec<Set<Colour>> declaredSet = Codecs.setOf(Samples.COLOUR);
        Map<Colour, String> map = new EnumMap<>(Map.of(Colour.GREEN, "g"));

        assertThat(copy(declaredSet, EnumSet.noneOf(Colour.class))).isEmpty();
        assertThat(copy(declaredSet, EnumSet.of(Colour.GREEN)))
                .isInstanceOf(EnumSet.class)
                .containsExactly(Colour.GREEN);
        assertThat(copy(Codecs.enumSetOf(Samples.COLOUR), EnumSet.allOf(Colour.class)))
                .hasSize(3);
        assertThat(copy(Codecs.mapOf(Samples.COLOUR, Codecs.STRING), map))
                .isInstanceOf(EnumMap.class)
                .isEqualTo(map);
        assertThat(copy(Codecs.enumMapOf(Samples.COLOUR, Codecs.STRING), new EnumMap<>(Colour.class)))
                .isEmpty();
        assertThatThrownBy(() -> read(STRINGS, "01 0c 00")).hasMessageContaining("an EnumSet of what is no enum");
        assertThatThrownBy(() -> read(COUNTS, "01 04 00")).hasMessageContaining("an EnumMap of what is no enum");
    }

    @Test
    void whoeverIsSortedByAComparatorIsRefused() {
        assertThatThrownBy(() -> write(STRINGS, new TreeSet<>(Comparator.<String>reverseOrder())))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("java.util.TreeSet with a comparator, which cannot be sent");
        assertThatThrownBy(() -> write(STRINGS, new PriorityQueue<>(Comparator.<String>reverseOrder())))
                .hasMessageContaining("with a comparator");
        assertThatThrownBy(() -> write(COUNTS, new TreeMap<>(Comparator.<String>reverseOrder())))
                .hasMessageContaining("with a comparator");
    }

    @Test
    void aClassThatTheDeclarationExcludesIsRefused() {
        Deque<String> own = new ConcurrentLinkedDeque<>();

        assertThatThrownBy(() -> read(Codecs.listOf(Codecs.STRING), write(STRINGS, own)))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("a class of collection that is no List");
        for (String each : List.of("01 00 00", "01 10 00", "01 ff 00", "01 80 00")) {
            assertThatThrownBy(() -> read(STRINGS, each)).hasMessageContaining("a class of collection");
        }
        for (String each : List.of("01 00 00", "01 07 00", "01 ff 00")) {
            assertThatThrownBy(() -> read(COUNTS, each)).hasMessageContaining("a class of map");
        }
    }

    @Test
    void sortedElementsThatCannotBeComparedAreRefused() {
        Codec<Collection<Samples.LineItem>> items = Codecs.collectionOf(Samples.LineItemCodec.INSTANCE);
        byte[] list = write(items, List.of(new Samples.LineItem("a", 1, 2)));
        list[1] = CollectionKind.TREE_SET.number;

        assertThatThrownBy(() -> read(items, list))
                .isInstanceOf(PayloadException.class)
                .hasCauseInstanceOf(ClassCastException.class);
    }

    @Test
    void aRecordsOwnOrderSortsIt() {
        Set<Positive> set = new TreeSet<>(List.of(new Positive(3), new Positive(1)));

        assertThat(copy(Codecs.setOf(Samples.PositiveCodec.INSTANCE), set))
                .isExactlyInstanceOf(TreeSet.class)
                .containsExactly(new Positive(1), new Positive(3));
    }

    @Test
    void aCollectionThatChangesWhileItIsWrittenIsRefused() {
        Collection<String> shrinking = new AbstractList<>() {
            @Override
            public String get(int index) {
                return "a";
            }

            @Override
            public int size() {
                return calls++ == 0 ? 3 : 2;
            }

            private int calls;
        };

        assertThatThrownBy(() -> write(STRINGS, shrinking))
                .isInstanceOf(PayloadException.class)
                .hasMessage("Collection: changed while it was written");
    }

    @Test
    void arraysOfEveryDepthAndKindComeBack() {
        Codec<int[][]> matrix = Codecs.arrayOf(Codecs.INT_ARRAY, int[].class);
        Codec<String[][][]> texts = Codecs.arrayOf(
                Codecs.arrayOf(Codecs.arrayOf(Codecs.STRING, String.class), String[].class), String[][].class);
        int[][] rows = {{}, null, {1, -1, Integer.MIN_VALUE}};
        String[][][] cube = {{{"a", null}, {}}, null};

        assertThat(copy(matrix, rows)).isDeepEqualTo(rows);
        assertThat(copy(texts, cube)).isDeepEqualTo(cube);
        assertThat(copy(Codecs.BYTES, new byte[] {1, -1})).containsExactly(1, -1);
        assertThat(copy(Codecs.BOOLEAN_ARRAY, new boolean[] {true, false})).containsExactly(true, false);
        assertThat(copy(Codecs.SHORT_ARRAY, new short[] {1, Short.MIN_VALUE}))
                .containsExactly((short) 1, Short.MIN_VALUE);
        assertThat(copy(Codecs.CHAR_ARRAY, new char[] {'a', '\uffff'})).containsExactly('a', '\uffff');
        assertThat(copy(Codecs.LONG_ARRAY, new long[] {1, Long.MIN_VALUE})).containsExactly(1, Long.MIN_VALUE);
        assertThat(copy(Codecs.FLOAT_ARRAY, new float[] {1, Float.NaN})).containsExactly(1, Float.NaN);
        assertThat(copy(Codecs.DOUBLE_ARRAY, new double[] {1, -0.0})).containsExactly(1, -0.0);
        assertThat(copy(Codecs.DOUBLE_ARRAY, new double[0])).isEmpty();
        Number[] numbers = copy(Codecs.arrayOf(Codecs.<Number>any(), Number.class), new Integer[] {1, null});
        assertThat(numbers).isExactlyInstanceOf(Number[].class).containsExactly(1, null);
    }

    @Test
    void genericRecordsNestAsDeclared() {
        PairCodec<Pair<Integer, String>, List<String>> codec =
                new PairCodec<>(new PairCodec<>(Codecs.INTEGER, Codecs.STRING), Codecs.listOf(Codecs.STRING));
        Pair<Pair<Integer, String>, List<String>> value = new Pair<>(new Pair<>(1, null), List.of("a"));

        assertThat(copy(codec, value)).isEqualTo(value);
    }

    @Test
    void aByteArrayMayFillAMessage() {
        byte[] longest = new byte[Limits.DEFAULT.get(Limit.MESSAGE_BYTES) - 16];

        assertThat(copy(Codecs.BYTES, longest)).hasSameSizeAs(longest);
    }

    @Test
    void roomForManyBytesIsMadeOnce() {
        byte[] many = new byte[1 << 20];
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new Payloads.Names());

        Codecs.BYTES.write(out, many);

        assertThat(out.buffer()).hasSizeBetween(many.length, many.length + 1_024);
    }

    @Test
    void moreElementsThanTheLimitAreRefusedOnBothSides() {
        Limits limits = Limits.DEFAULT.with(Limit.ELEMENTS, 16);
        List<String> many = Collections.nCopies(17, "");
        byte[] bytes = write(STRINGS, many);

        assertThatThrownBy(() -> STRINGS.write(new PayloadWriter(limits, new Payloads.Names()), many))
                .hasMessageContaining("the limit ELEMENTS is 16");
        assertThatThrownBy(() -> STRINGS.read(new PayloadReader(bytes, limits, new Payloads.Names())))
                .hasMessageContaining("the limit ELEMENTS is 16");
        byte[] ints = write(Codecs.INT_ARRAY, new int[17]);
        assertThatThrownBy(() -> Codecs.INT_ARRAY.read(new PayloadReader(ints, limits, new Payloads.Names())))
                .hasMessageContaining("the limit ELEMENTS is 16");
    }
}
