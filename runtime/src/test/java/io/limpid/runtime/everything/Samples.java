package io.limpid.runtime.everything;

import io.limpid.runtime.everything.Values.Boat;
import io.limpid.runtime.everything.Values.Car;
import io.limpid.runtime.everything.Values.Color;
import io.limpid.runtime.everything.Values.Failure;
import io.limpid.runtime.everything.Values.Name;
import io.limpid.runtime.everything.Values.Negation;
import io.limpid.runtime.everything.Values.Number;
import io.limpid.runtime.everything.Values.Page;
import io.limpid.runtime.everything.Values.Pair;
import io.limpid.runtime.everything.Values.Parcel;
import io.limpid.runtime.everything.Values.Percentage;
import io.limpid.runtime.everything.Values.Person;
import io.limpid.runtime.everything.Values.Primitives;
import io.limpid.runtime.everything.Values.Success;
import io.limpid.runtime.everything.Values.Sum;
import io.limpid.runtime.everything.Values.Tree;
import io.limpid.runtime.everything.Values.Variable;
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
import java.util.Arrays;
import java.util.Currency;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Usual, empty and extreme values for every method that gives back what it is given. */
final class Samples {
    private static final Name ADA = new Name("Ada", "Lovelace");
    private static final Name CHER = new Name("Cher", null);
    private static final Person PERSON = new Person(
            new UUID(1, -1),
            ADA,
            Color.GREEN,
            Optional.of(new Percentage(100)),
            new ArrayList<>(Arrays.asList(CHER, null, ADA)),
            new HashMap<>(Map.of("cents", new BigDecimal("1E-40"), "", BigDecimal.ZERO)),
            Instant.MAX,
            new int[] {1, -1});
    private static final Person EMPTY_PERSON = new Person(
            null, new Name("", ""), null, Optional.empty(), new ArrayList<>(), new HashMap<>(), Instant.MIN, null);

    private final Map<String, List<@Nullable Object>> byMethod = new HashMap<>();

    Samples() {
        addScalars();
        addTimes();
        addArrays();
        addCollections();
        addMaps();
        addValues();
    }

    /** The values for a method; empty if there are none. */
    List<@Nullable Object> of(String method) {
        return byMethod.getOrDefault(method, List.of());
    }

    private void add(String method, @Nullable Object... values) {
        byMethod.put(method, Arrays.asList(values));
    }

    private void addScalars() {
        add("echoBoolean", true, false);
        add("echoByte", (byte) 0, Byte.MIN_VALUE, Byte.MAX_VALUE);
        add("echoShort", (short) 0, Short.MIN_VALUE, Short.MAX_VALUE);
        add("echoChar", 'a', Character.MIN_VALUE, Character.MAX_VALUE, '\ud800');
        add("echoInt", 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
        add("echoLong", 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32);
        add("echoFloat", 0f, -0f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY);
        add("echoDouble", 0d, -0d, Double.NaN, Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY);
        add("echoBooleanBox", true, null);
        add("echoByteBox", (byte) -1, null);
        add("echoShortBox", (short) -1, null);
        add("echoCharacterBox", 'ß', null);
        add("echoIntegerBox", Integer.MIN_VALUE, null);
        add("echoLongBox", Long.MIN_VALUE, null);
        add("echoFloatBox", Float.MIN_NORMAL, null);
        add("echoDoubleBox", Double.MIN_NORMAL, null);
        add("echoString", "", "plain", "Zwölf Boxkämpfer 🥊\0\n", "x".repeat(70_000), null);
        add("echoBigDecimal", BigDecimal.ZERO, new BigDecimal("-1.50"), new BigDecimal("9E+1000"), null);
        add("echoBigInteger", BigInteger.ZERO, BigInteger.TWO.pow(2_000).negate(), null);
        add("echoUuid", new UUID(0, 0), new UUID(Long.MIN_VALUE, Long.MAX_VALUE), null);
        add("echoUri", URI.create("limpid://naming:7400/a?b#c"), URI.create(""), null);
        add("echoLocale", Locale.GERMANY, Locale.ROOT, null);
        add("echoCurrency", Currency.getInstance("EUR"), null);
        add("echoByteBuffer", ByteBuffer.wrap(new byte[] {1, 2, 3}), ByteBuffer.allocate(0), null);
    }

    private void addTimes() {
        add("echoInstant", Instant.EPOCH, Instant.MIN, Instant.MAX, null);
        add("echoDuration", Duration.ZERO, Duration.ofSeconds(Long.MIN_VALUE), Duration.ofNanos(-1), null);
        add("echoPeriod", Period.ZERO, Period.of(Integer.MIN_VALUE, Integer.MAX_VALUE, -1), null);
        add("echoLocalDate", LocalDate.MIN, LocalDate.MAX, LocalDate.of(2024, 2, 29), null);
        add("echoLocalTime", LocalTime.MIN, LocalTime.MAX, LocalTime.NOON, null);
        add("echoLocalDateTime", LocalDateTime.MIN, LocalDateTime.MAX, null);
        add("echoOffsetTime", OffsetTime.MIN, OffsetTime.MAX, null);
        add("echoOffsetDateTime", OffsetDateTime.MIN, OffsetDateTime.MAX, null);
        add(
                "echoZonedDateTime",
                ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 1, ZoneId.of("Europe/Berlin")),
                ZonedDateTime.of(LocalDateTime.MIN, ZoneOffset.UTC),
                null);
        add("echoZoneId", ZoneId.of("Asia/Kathmandu"), ZoneId.of("UTC"), ZoneOffset.UTC, null);
        add("echoZoneOffset", ZoneOffset.UTC, ZoneOffset.MIN, ZoneOffset.MAX, null);
        add("echoYear", Year.of(Year.MIN_VALUE), Year.of(Year.MAX_VALUE), null);
        add("echoYearMonth", YearMonth.of(Year.MIN_VALUE, 1), YearMonth.of(2024, 12), null);
        add("echoMonthDay", MonthDay.of(2, 29), null);
        add("echoDayOfWeek", DayOfWeek.MONDAY, DayOfWeek.SUNDAY, null);
        add("echoMonth", Month.JANUARY, Month.DECEMBER, null);
    }

    private void addArrays() {
        add("echoBooleans", new boolean[] {true, false}, new boolean[0], null);
        add("echoBytes", new byte[] {0, -128, 127}, new byte[0], new byte[100_000], null);
        add("echoShorts", new short[] {Short.MIN_VALUE}, new short[0], null);
        add("echoChars", new char[] {'\uffff', 'a'}, new char[0], null);
        add("echoInts", new int[] {Integer.MIN_VALUE, 0}, new int[0], null);
        add("echoLongs", new long[] {Long.MIN_VALUE, 0}, new long[0], null);
        add("echoFloats", new float[] {Float.NaN, -0f}, new float[0], null);
        add("echoDoubles", new double[] {Double.NaN, -0d}, new double[0], null);
        add("echoStrings", new String[] {"", null, "a"}, new String[0], null);
        add("echoNames", new Name[] {ADA, null}, new Name[0], null);
        add("echoMatrix", new int[][] {{1}, {}, null}, new int[0][], null);
        add("echoCube", new String[][][] {{{"a", null}, {}}, {}, null}, null);
        add("echoLists", new List<?>[] {new ArrayList<>(List.of("a")), null}, new List<?>[0], null);
    }

    private void addCollections() {
        add("echoOptional", Optional.empty(), Optional.of(""), null);
        add("echoOptionalInt", OptionalInt.empty(), OptionalInt.of(Integer.MIN_VALUE), null);
        add("echoOptionalLong", OptionalLong.empty(), OptionalLong.of(Long.MIN_VALUE), null);
        add("echoOptionalDouble", OptionalDouble.empty(), OptionalDouble.of(Double.MIN_VALUE), null);
        add("echoCollection", new ArrayList<>(List.of("a")), new ArrayDeque<>(List.of("b")), new HashSet<>(), null);
        add("echoList", new ArrayList<>(Arrays.asList(1L, null)), new LinkedList<>(), null);
        add("echoArrayList", new ArrayList<>(Arrays.asList(ADA, null, ADA)), new ArrayList<>(), null);
        add("echoLinkedList", new LinkedList<>(List.of("a", "b")), new LinkedList<>(), null);
        add("echoCopyOnWriteArrayList", new CopyOnWriteArrayList<>(List.of("a")), null);
        add("echoSet", new HashSet<>(Set.of(ADA, CHER)), new LinkedHashSet<>(), null);
        add("echoHashSet", new HashSet<>(Arrays.asList("a", null)), new HashSet<>(), null);
        add("echoLinkedHashSet", new LinkedHashSet<>(List.of("z", "a")), null);
        add("echoSortedSet", new TreeSet<>(Set.of("b", "a")), null);
        add("echoNavigableSet", new TreeSet<>(Set.of(2, 1)), null);
        add("echoTreeSet", new TreeSet<>(Set.of("b", "a")), new TreeSet<>(), null);
        add("echoEnumSet", EnumSet.of(Color.GREEN, Color.BLUE), EnumSet.noneOf(Color.class), null);
        add("echoQueue", new ArrayDeque<>(List.of("a")), new LinkedList<>(List.of("b")), null);
        add("echoDeque", new ArrayDeque<>(List.of("a", "b")), null);
        add("echoArrayDeque", new ArrayDeque<>(List.of("a", "b")), new ArrayDeque<>(), null);
        add("echoPriorityQueue", new PriorityQueue<>(List.of(3, 1, 2)), null);
        add("echoWildcardList", new ArrayList<>(List.of(ADA)), null);
    }

    private void addMaps() {
        add("echoMap", new HashMap<>(Map.of("a", 1)), new TreeMap<>(Map.of("b", 2)), new HashMap<>(), null);
        HashMap<Name, List<@Nullable Color>> colors = new HashMap<>();
        colors.put(ADA, new ArrayList<>(Arrays.asList(Color.RED, null, Color.BLUE)));
        colors.put(null, null);
        add("echoHashMap", colors, new HashMap<>(), null);
        LinkedHashMap<String, String> ordered = new LinkedHashMap<>();
        ordered.put("z", "1");
        ordered.put("a", "2");
        add("echoLinkedHashMap", ordered, null);
        add("echoSortedMap", new TreeMap<>(Map.of("a", 1L)), null);
        add("echoNavigableMap", new TreeMap<>(Map.of("a", 1L)), null);
        add("echoTreeMap", new TreeMap<>(Map.of(1, "a", -1, "b")), new TreeMap<>(), null);
        add("echoEnumMap", new EnumMap<>(Map.of(Color.GREEN, "g")), new EnumMap<>(Color.class), null);
        add("echoConcurrentMap", new ConcurrentHashMap<>(Map.of("a", "b")), null);
        add("echoConcurrentHashMap", new ConcurrentHashMap<>(Map.of("a", "b")), null);
        Map<Integer, Set<String>> inner = new HashMap<>(Map.of(1, new HashSet<>(Set.of("x"))));
        add("echoDeepMap", new HashMap<>(Map.of("k", new ArrayList<>(List.of(inner, inner)))), null);
    }

    private void addValues() {
        add("echoColor", Color.RED, Color.GREEN, Color.BLUE, null);
        add("echoName", ADA, CHER, new Name("", ""), null);
        Primitives extremes = new Primitives(
                true,
                Byte.MIN_VALUE,
                Short.MIN_VALUE,
                Character.MAX_VALUE,
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                Float.NaN,
                Double.NEGATIVE_INFINITY);
        add("echoPrimitives", extremes, new Primitives(false, (byte) 0, (short) 0, '\0', 0, 0, 0, 0), null);
        add("echoPerson", PERSON, EMPTY_PERSON, null);
        add(
                "echoPage",
                new Page<>(new ArrayList<>(List.of(PERSON, EMPTY_PERSON)), "next"),
                new Page<>(null, null),
                null);
        Pair<List<Integer>, String> turned = new Pair<>(new ArrayList<>(List.of(2)), "two", null);
        add("echoPair", new Pair<>("one", new ArrayList<>(List.of(1)), turned), null);
        add("echoTree", new Tree("root", new ArrayList<>(List.of(new Tree("leaf", new ArrayList<>())))), null);
        add(
                "echoExpression",
                new Sum(new ArrayList<>(Arrays.asList(new Number(1), Variable.X, new Negation(Variable.Y), null))),
                new Negation(null),
                Variable.X,
                null);
        add("echoResult", new Success<>(ADA), new Failure<Name>("no"), null);
        add("echoOtherResult", new Success<>(new int[] {1}), new Failure<int[]>(""), null);
        add("echoVehicle", new Car("ada", 3), new Boat("cher", 9.5), null);
        Parcel parcel = new Parcel();
        parcel.content = ADA;
        parcel.grams = 5;
        add("echoParcel", parcel, new Parcel(), null);
        add("echoNodes", new ArrayList<>(), null);
    }
}
