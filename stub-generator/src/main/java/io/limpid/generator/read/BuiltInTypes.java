package io.limpid.generator.read;

import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.PrimitiveKind;
import io.limpid.generator.model.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of the platform that the runtime carries, and what its {@code Codecs} calls them. */
final class BuiltInTypes {
    private static final Map<String, String> VALUES = new HashMap<>();
    private static final Map<String, Container> CONTAINERS = new HashMap<>();

    static {
        values("java.lang", "String", "Boolean", "Byte", "Short", "Character", "Integer", "Long", "Float", "Double");
        values("java.lang", "Void");
        values("java.math", "BigDecimal", "BigInteger");
        values("java.nio", "ByteBuffer");
        values("java.util", "UUID", "OptionalInt", "OptionalLong", "OptionalDouble", "Locale", "Currency");
        values("java.net", "URI");
        values("java.time", "Instant", "Duration", "Period", "LocalDate", "LocalTime", "LocalDateTime", "OffsetTime");
        values("java.time", "OffsetDateTime", "ZonedDateTime", "ZoneId", "ZoneOffset", "Year", "YearMonth", "MonthDay");
        values("java.time", "DayOfWeek", "Month");

        VALUES.put("java.util.UUID", "UUID");
        VALUES.put("java.net.URI", "URI");

        container("java.util.Optional", "optional");
        containers("collection", "Collection");
        containers("list", "List", "ArrayList", "LinkedList");
        containers("set", "Set", "HashSet", "LinkedHashSet");
        containers("sorted set", "SortedSet", "NavigableSet", "TreeSet");
        containers("queue", "Queue", "Deque", "ArrayDeque", "PriorityQueue");
        containers("enum set", "EnumSet");
        containers("map", "Map", "HashMap", "LinkedHashMap");
        containers("sorted map", "SortedMap", "NavigableMap", "TreeMap");
        containers("enum map", "EnumMap");
        container("java.util.concurrent.CopyOnWriteArrayList", "list");
        container("java.util.concurrent.ConcurrentMap", "map");
        container("java.util.concurrent.ConcurrentHashMap", "map");
    }

    private BuiltInTypes() {}

    /** A type that the runtime knows and that has no arguments; null if it is none. */
    static @Nullable ValueType value(JavaType.Declared type) {
        String name = type.name().qualifiedName();
        String codec = VALUES.get(name);
        return codec == null ? null : new ValueType.BuiltIn(type, codec, simple(name));
    }

    /** An array of primitives. */
    static ValueType array(PrimitiveKind component) {
        JavaType type = new JavaType.Array(new JavaType.Primitive(component));
        String codec = component == PrimitiveKind.BYTE ? "BYTES" : component.name() + "_ARRAY";
        return new ValueType.BuiltIn(type, codec, component.keyword() + "[]");
    }

    /** Tells whether the runtime knows the type. */
    static boolean isKnown(String qualifiedName) {
        return VALUES.containsKey(qualifiedName) || CONTAINERS.containsKey(qualifiedName);
    }

    /** The known type that has this simple name; null if there is none. */
    static @Nullable String sameSimpleName(String simpleName) {
        return Stream.concat(VALUES.keySet().stream(), CONTAINERS.keySet().stream())
                .filter(name -> name.endsWith("." + simpleName))
                .sorted()
                .findFirst()
                .orElse(null);
    }

    /** Tells whether the runtime knows a generic type of that name. */
    static boolean isContainer(String qualifiedName) {
        return CONTAINERS.containsKey(qualifiedName);
    }

    /** A generic type that the runtime knows, with its elements. */
    static ValueType container(JavaType.Declared raw, List<ValueType> elements) {
        Container container = CONTAINERS.get(raw.name().qualifiedName());
        if (container == null) {
            throw new IllegalArgumentException("container: " + raw + " (expected: one that the runtime knows)");
        }
        List<JavaType> arguments = elements.stream().map(ValueType::javaType).toList();
        return new ValueType.Container(
                new JavaType.Declared(raw.name(), arguments), container.factory(), container.form(), elements);
    }

    private static void values(String packageName, String... simpleNames) {
        for (String simpleName : simpleNames) {
            VALUES.put(packageName + "." + simpleName, upperSnake(simpleName));
        }
    }

    private static void containers(String form, String... simpleNames) {
        for (String simpleName : simpleNames) {
            container("java.util." + simpleName, form);
        }
    }

    private static void container(String name, String form) {
        String simpleName = name.substring(name.lastIndexOf('.') + 1);
        String factory = Character.toLowerCase(simpleName.charAt(0)) + simpleName.substring(1) + "Of";
        CONTAINERS.put(name, new Container(factory, form));
    }

    private static String simple(String qualifiedName) {
        if (qualifiedName.equals("java.lang.Void")) {
            return "void";
        }
        return qualifiedName.startsWith("java.lang.")
                ? qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1)
                : qualifiedName;
    }

    private static String upperSnake(String camel) {
        return camel.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    private record Container(String factory, String form) {}
}
