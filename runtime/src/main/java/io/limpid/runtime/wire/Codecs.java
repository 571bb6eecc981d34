package io.limpid.runtime.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The codecs of Java's own types, and the makers of those that depend on others. All take null except the primitive ones.
 *
 * <p>Collections and maps of the JDK arrive as the class they were: an {@code ArrayList}, a {@code TreeMap}. Others, such as
 * unmodifiable ones, arrive as the usual modifiable class of the interface: {@code ArrayList}, {@code LinkedHashSet}, {@code
 * LinkedHashMap}, {@code ArrayDeque}, {@code TreeSet}, {@code TreeMap}. A comparator is not sent, so whoever is sorted by one is
 * refused.
 */
@SuppressWarnings("NonApiType") // These classes are what remote interfaces declare.
public final class Codecs {
    /** Nothing, for {@code void}. */
    public static final Codec<Void> VOID = BoxCodecs.VOID;
    /** {@code boolean} as a box that is never null. */
    public static final Codec<Boolean> PRIMITIVE_BOOLEAN = BoxCodecs.PRIMITIVE_BOOLEAN;
    /** {@code byte} as a box that is never null. */
    public static final Codec<Byte> PRIMITIVE_BYTE = BoxCodecs.PRIMITIVE_BYTE;
    /** {@code short} as a box that is never null. */
    public static final Codec<Short> PRIMITIVE_SHORT = BoxCodecs.PRIMITIVE_SHORT;
    /** {@code char} as a box that is never null. */
    public static final Codec<Character> PRIMITIVE_CHAR = BoxCodecs.PRIMITIVE_CHAR;
    /** {@code int} as a box that is never null. */
    public static final Codec<Integer> PRIMITIVE_INT = BoxCodecs.PRIMITIVE_INT;
    /** {@code long} as a box that is never null. */
    public static final Codec<Long> PRIMITIVE_LONG = BoxCodecs.PRIMITIVE_LONG;
    /** {@code float} as a box that is never null. */
    public static final Codec<Float> PRIMITIVE_FLOAT = BoxCodecs.PRIMITIVE_FLOAT;
    /** {@code double} as a box that is never null. */
    public static final Codec<Double> PRIMITIVE_DOUBLE = BoxCodecs.PRIMITIVE_DOUBLE;
    /** {@code Boolean}. */
    public static final Codec<Boolean> BOOLEAN = BoxCodecs.BOOLEAN;
    /** {@code Byte}. */
    public static final Codec<Byte> BYTE = BoxCodecs.BYTE;
    /** {@code Short}. */
    public static final Codec<Short> SHORT = BoxCodecs.SHORT;
    /** {@code Character}. */
    public static final Codec<Character> CHARACTER = BoxCodecs.CHARACTER;
    /** {@code Integer}. */
    public static final Codec<Integer> INTEGER = BoxCodecs.INTEGER;
    /** {@code Long}. */
    public static final Codec<Long> LONG = BoxCodecs.LONG;
    /** {@code Float}. */
    public static final Codec<Float> FLOAT = BoxCodecs.FLOAT;
    /** {@code Double}. */
    public static final Codec<Double> DOUBLE = BoxCodecs.DOUBLE;
    /** {@code String}. */
    public static final Codec<String> STRING = TextCodecs.STRING;
    /** {@code BigInteger}. */
    public static final Codec<BigInteger> BIG_INTEGER = NumberCodecs.BIG_INTEGER;
    /** {@code BigDecimal}. */
    public static final Codec<BigDecimal> BIG_DECIMAL = NumberCodecs.BIG_DECIMAL;
    /** {@code UUID}. */
    public static final Codec<UUID> UUID = NumberCodecs.UUID;
    /** {@code Locale}, by its language tag. */
    public static final Codec<Locale> LOCALE = TextCodecs.LOCALE;
    /** {@code Currency}, by its code. */
    public static final Codec<Currency> CURRENCY = TextCodecs.CURRENCY;
    /** {@code URI}. */
    public static final Codec<URI> URI = TextCodecs.URI;
    /** {@code java.util.Date}, copied: aliases are not kept. */
    public static final Codec<Date> DATE = TimeCodecs.DATE;
    /** {@code Instant}. */
    public static final Codec<Instant> INSTANT = TimeCodecs.INSTANT;
    /** {@code Duration}. */
    public static final Codec<Duration> DURATION = TimeCodecs.DURATION;
    /** {@code Period}. */
    public static final Codec<Period> PERIOD = TimeCodecs.PERIOD;
    /** {@code LocalDate}. */
    public static final Codec<LocalDate> LOCAL_DATE = TimeCodecs.LOCAL_DATE;
    /** {@code LocalTime}. */
    public static final Codec<LocalTime> LOCAL_TIME = TimeCodecs.LOCAL_TIME;
    /** {@code LocalDateTime}. */
    public static final Codec<LocalDateTime> LOCAL_DATE_TIME = TimeCodecs.LOCAL_DATE_TIME;
    /** {@code OffsetTime}. */
    public static final Codec<OffsetTime> OFFSET_TIME = TimeCodecs.OFFSET_TIME;
    /** {@code OffsetDateTime}. */
    public static final Codec<OffsetDateTime> OFFSET_DATE_TIME = TimeCodecs.OFFSET_DATE_TIME;
    /** {@code ZonedDateTime}; the instant holds where the two sides know different rules for the zone. */
    public static final Codec<ZonedDateTime> ZONED_DATE_TIME = TimeCodecs.ZONED_DATE_TIME;
    /** {@code Year}. */
    public static final Codec<Year> YEAR = TimeCodecs.YEAR;
    /** {@code YearMonth}. */
    public static final Codec<YearMonth> YEAR_MONTH = TimeCodecs.YEAR_MONTH;
    /** {@code MonthDay}. */
    public static final Codec<MonthDay> MONTH_DAY = TimeCodecs.MONTH_DAY;
    /** {@code ZoneId}. */
    public static final Codec<ZoneId> ZONE_ID = TimeCodecs.ZONE_ID;
    /** {@code ZoneOffset}. */
    public static final Codec<ZoneOffset> ZONE_OFFSET = TimeCodecs.ZONE_OFFSET;
    /** {@code DayOfWeek}. */
    public static final Codec<DayOfWeek> DAY_OF_WEEK = TimeCodecs.DAY_OF_WEEK;
    /** {@code Month}. */
    public static final Codec<Month> MONTH = TimeCodecs.MONTH;
    /** {@code OptionalInt}. */
    public static final Codec<OptionalInt> OPTIONAL_INT = OptionalCodecs.OPTIONAL_INT;
    /** {@code OptionalLong}. */
    public static final Codec<OptionalLong> OPTIONAL_LONG = OptionalCodecs.OPTIONAL_LONG;
    /** {@code OptionalDouble}. */
    public static final Codec<OptionalDouble> OPTIONAL_DOUBLE = OptionalCodecs.OPTIONAL_DOUBLE;
    /** {@code byte[]}. */
    public static final Codec<byte[]> BYTES = ArrayCodecs.BYTES;
    /** {@code ByteBuffer}: what is between position and limit, copied; arrives on the heap, from position 0. */
    public static final Codec<ByteBuffer> BYTE_BUFFER = ArrayCodecs.BYTE_BUFFER;
    /** {@code boolean[]}. */
    public static final Codec<boolean[]> BOOLEAN_ARRAY = ArrayCodecs.BOOLEANS;
    /** {@code short[]}. */
    public static final Codec<short[]> SHORT_ARRAY = ArrayCodecs.SHORTS;
    /** {@code char[]}. */
    public static final Codec<char[]> CHAR_ARRAY = ArrayCodecs.CHARS;
    /** {@code int[]}. */
    public static final Codec<int[]> INT_ARRAY = ArrayCodecs.INTS;
    /** {@code long[]}. */
    public static final Codec<long[]> LONG_ARRAY = ArrayCodecs.LONGS;
    /** {@code float[]}. */
    public static final Codec<float[]> FLOAT_ARRAY = ArrayCodecs.FLOATS;
    /** {@code double[]}. */
    public static final Codec<double[]> DOUBLE_ARRAY = ArrayCodecs.DOUBLES;

    private Codecs() {}

    /** Makes the codec of {@code T[]}; that of {@code int[][]} has the component class {@code int[].class}. */
    public static <T> Codec<T[]> arrayOf(Codec<T> component, Class<T> componentType) {
        return new ArrayCodec<>(component, componentType);
    }

    /** Makes that of {@code Optional}; an optional that is itself null is kept so. */
    public static <T> Codec<Optional<T>> optionalOf(Codec<T> element) {
        return new OptionalCodec<>(element);
    }

    /**
     * Makes that of an enum. A constant travels as the hash of its wire name.
     *
     * @param wireNames one for each constant in their order, or none where all are called as in Java
     * @throws IllegalArgumentException if two of them have the same hash, or they are not as many
     */
    public static <E extends Enum<E>> Codec<E> enumOf(Class<E> type, String... wireNames) {
        return new EnumCodec<>(type, wireNames);
    }

    /**
     * Makes that of a sealed hierarchy from its permitted records, enums and classes.
     *
     * @throws IllegalArgumentException if two wire names have the same hash
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // Only read from.
    public static <T> Codec<T> sealed(Class<T> type, WireType<? extends T>... subtypes) {
        return new UnionCodec<>(type, List.of(subtypes));
    }

    /**
     * Makes that of an open type variable: Java's own values, arrays, collections, maps and optionals of any of these, and the given
     * types that the interface reaches.
     *
     * @throws IllegalArgumentException if two wire names have the same hash
     */
    public static <T> Codec<T> any(WireType<?>... types) {
        return AnyCodec.of(List.of(types));
    }

    /** Makes that of a remote interface, whose objects go by reference. */
    public static <T> Codec<T> remote(Class<T> remoteInterface) {
        return new RemoteCodec<>(remoteInterface);
    }

    /** Makes that of an exception of the JDK, or of one without fields of its own. */
    public static <T extends Throwable> Codec<T> throwable(Class<T> type) {
        return new PlainThrowableCodec<>(type);
    }

    /** Defers one that depends on itself, so that neither is null while their classes are being initialised. */
    public static <T> Codec<T> lazy(Supplier<? extends Codec<T>> codec) {
        return new LazyCodec<>(codec);
    }

    /** Makes that of {@code Iterable}. */
    public static <E> Codec<Iterable<E>> iterableOf(Codec<E> element) {
        return CollectionCodec.of(Iterable.class, element);
    }

    /** Makes that of {@code Collection}. */
    public static <E> Codec<Collection<E>> collectionOf(Codec<E> element) {
        return CollectionCodec.of(Collection.class, element);
    }

    /** Makes that of {@code List}. */
    public static <E> Codec<List<E>> listOf(Codec<E> element) {
        return CollectionCodec.of(List.class, element);
    }

    /** Makes that of {@code Set}. */
    public static <E> Codec<Set<E>> setOf(Codec<E> element) {
        return CollectionCodec.of(Set.class, element);
    }

    /** Makes that of {@code SortedSet}. */
    public static <E> Codec<SortedSet<E>> sortedSetOf(Codec<E> element) {
        return CollectionCodec.of(SortedSet.class, element);
    }

    /** Makes that of {@code NavigableSet}. */
    public static <E> Codec<NavigableSet<E>> navigableSetOf(Codec<E> element) {
        return CollectionCodec.of(NavigableSet.class, element);
    }

    /** Makes that of {@code Queue}. */
    public static <E> Codec<Queue<E>> queueOf(Codec<E> element) {
        return CollectionCodec.of(Queue.class, element);
    }

    /** Makes that of {@code Deque}. */
    public static <E> Codec<Deque<E>> dequeOf(Codec<E> element) {
        return CollectionCodec.of(Deque.class, element);
    }

    /** Makes that of {@code ArrayList}. */
    public static <E> Codec<ArrayList<E>> arrayListOf(Codec<E> element) {
        return CollectionCodec.of(ArrayList.class, element);
    }

    /** Makes that of {@code LinkedList}. */
    public static <E> Codec<LinkedList<E>> linkedListOf(Codec<E> element) {
        return CollectionCodec.of(LinkedList.class, element);
    }

    /** Makes that of {@code CopyOnWriteArrayList}. */
    public static <E> Codec<CopyOnWriteArrayList<E>> copyOnWriteArrayListOf(Codec<E> element) {
        return CollectionCodec.of(CopyOnWriteArrayList.class, element);
    }

    /** Makes that of {@code ArrayDeque}. */
    public static <E> Codec<ArrayDeque<E>> arrayDequeOf(Codec<E> element) {
        return CollectionCodec.of(ArrayDeque.class, element);
    }

    /** Makes that of {@code PriorityQueue}. */
    public static <E> Codec<PriorityQueue<E>> priorityQueueOf(Codec<E> element) {
        return CollectionCodec.of(PriorityQueue.class, element);
    }

    /** Makes that of {@code HashSet}. */
    public static <E> Codec<HashSet<E>> hashSetOf(Codec<E> element) {
        return CollectionCodec.of(HashSet.class, element);
    }

    /** Makes that of {@code LinkedHashSet}. */
    public static <E> Codec<LinkedHashSet<E>> linkedHashSetOf(Codec<E> element) {
        return CollectionCodec.of(LinkedHashSet.class, element);
    }

    /** Makes that of {@code TreeSet}. */
    public static <E> Codec<TreeSet<E>> treeSetOf(Codec<E> element) {
        return CollectionCodec.of(TreeSet.class, element);
    }

    /** Makes that of {@code EnumSet}; the element's codec is one of {@link #enumOf}. */
    public static <E extends Enum<E>> Codec<EnumSet<E>> enumSetOf(Codec<E> element) {
        return CollectionCodec.of(EnumSet.class, element);
    }

    /** Makes that of {@code Map}. */
    public static <K, V> Codec<Map<K, V>> mapOf(Codec<K> key, Codec<V> value) {
        return MapCodec.of(Map.class, key, value);
    }

    /** Makes that of {@code SortedMap}. */
    public static <K, V> Codec<SortedMap<K, V>> sortedMapOf(Codec<K> key, Codec<V> value) {
        return MapCodec.of(SortedMap.class, key, value);
    }

    /** Makes that of {@code NavigableMap}. */
    public static <K, V> Codec<NavigableMap<K, V>> navigableMapOf(Codec<K> key, Codec<V> value) {
        return MapCodec.of(NavigableMap.class, key, value);
    }

    /** Makes that of {@code ConcurrentMap}. */
    public static <K, V> Codec<ConcurrentMap<K, V>> concurrentMapOf(Codec<K> key, Codec<V> value) {
        return MapCodec.of(ConcurrentMap.class, key, value);
    }

    /** Makes that of {@code HashMap}. */
    public static <K, V> Codec<HashMap<K, V>> hashMapOf(Codec<K> key, Codec<V> value) {
        return MapCodec.of(HashMap.class, key, value);
    }

    /** Makes that of {@code LinkedHashMap}. */
    public static <K, V> Codec<LinkedHashMap<K, V>> linkedHashMapOf(Codec<K> key, Codec<V> value) {
        return MapCodec.of(LinkedHashMap.class, key, value);
    }

    /** Makes that of {@code TreeMap}. */
    public static <K, V> Codec<TreeMap<K, V>> treeMapOf(Codec<K> key, Codec<V> value) {
        return MapCodec.of(TreeMap.class, key, value);
    }

    /** Makes that of {@code ConcurrentHashMap}. */
    public static <K, V> Codec<ConcurrentHashMap<K, V>> concurrentHashMapOf(Codec<K> key, Codec<V> value) {
        return MapCodec.of(ConcurrentHashMap.class, key, value);
    }

    /** Makes that of {@code EnumMap}; the key's codec is one of {@link #enumOf}. */
    public static <K extends Enum<K>, V> Codec<EnumMap<K, V>> enumMapOf(Codec<K> key, Codec<V> value) {
        return MapCodec.of(EnumMap.class, key, value);
    }

    static boolean areSame(Codec<?> one, Codec<?> other) {
        Codec<?> a = LazyCodec.resolve(one);
        Codec<?> b = LazyCodec.resolve(other);
        return a == b
                || (a instanceof TrackedCodec<?> tracked
                        && b instanceof TrackedCodec<?> second
                        && tracked.isSameAs(second))
                || a.equals(b);
    }

    static boolean areSame(Codec<?>[] ones, Codec<?>[] others) {
        boolean same = ones.length == others.length;
        for (int i = 0; same && i < ones.length; i++) {
            same = areSame(ones[i], others[i]);
        }
        return same;
    }
}
