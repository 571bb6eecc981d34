package io.limpid.runtime.everything;

import io.limpid.runtime.everything.Values.Node;
import io.limpid.runtime.everything.Values.Parcel;
import io.limpid.runtime.everything.Values.Percentage;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Makes values of any type that {@link Everything} names, as its declaration describes them. Seeded. */
final class RandomValues {
    private static final int DEEPEST = 5;

    private final Random random;
    private final RandomScalars scalars;

    RandomValues(long seed) {
        random = new Random(seed);
        scalars = new RandomScalars(random);
    }

    /** Gives a value of the type, now and then null. */
    @Nullable
    Object of(Type type) {
        return orNull(type, Map.of(), 0);
    }

    /** Gives nodes that point at each other, at themselves, and at lists that others have too. */
    List<Node> graph() {
        List<Node> nodes = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            nodes.add(new Node("n" + i, random.nextLong()));
        }
        List<List<Node>> lists = new ArrayList<>(List.of(nodes, new ArrayList<>()));
        for (Node node : List.copyOf(nodes)) {
            node.next = random.nextInt(4) == 0 ? null : pick(nodes);
            if (random.nextInt(3) == 0) {
                node.others = pick(lists);
            } else {
                node.others.add(pick(nodes));
                lists.add(node.others);
            }
        }
        return pick(lists);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private @Nullable Object orNull(Type type, Map<TypeVariable<?>, Type> bindings, int depth) {
        boolean primitive = type instanceof Class<?> plain && plain.isPrimitive();
        boolean none = !primitive && (depth > DEEPEST || random.nextInt(9) == 0);
        return none ? null : some(type, bindings, depth);
    }

    private Object some(Type type, Map<TypeVariable<?>, Type> bindings, int depth) {
        if (type instanceof WildcardType wildcard) {
            return some(wildcard.getUpperBounds()[0], bindings, depth);
        }
        if (type instanceof TypeVariable<?> variable) {
            return some(bindings.get(variable), bindings, depth);
        }
        if (type instanceof GenericArrayType array) {
            return array(array.getGenericComponentType(), bindings, depth);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(each -> each instanceof TypeVariable<?> variable ? bindings.get(variable) : each)
                    .toArray(Type[]::new);
            return generic((Class<?>) generic.getRawType(), arguments, bindings, depth);
        }
        Class<?> plain = (Class<?>) type;
        return plain.isArray() ? array(plain.getComponentType(), bindings, depth) : plain(plain, depth);
    }

    private Object plain(Class<?> type, int depth) {
        if (type == Percentage.class) {
            return new Percentage(random.nextInt(101));
        }
        if (type == Parcel.class) {
            Parcel parcel = new Parcel();
            parcel.content = (Values.Name) orNull(Values.Name.class, Map.of(), depth + 1);
            parcel.grams = random.nextInt();
            return parcel;
        }
        if (type == Values.Car.class) {
            return new Values.Car(scalars.text(), random.nextInt());
        }
        if (type == Values.Boat.class) {
            return new Values.Boat(scalars.text(), random.nextDouble());
        }
        return type.isRecord() || isHierarchy(type) ? generic(type, new Type[0], Map.of(), depth) : scalars.of(type);
    }

    /** Enums of which a constant has a body are sealed, too, and so are more classes of the platform with each JDK. */
    private static boolean isHierarchy(Class<?> type) {
        return type.isSealed() && !type.isEnum() && type.getPackage() == Values.class.getPackage();
    }

    private Object generic(Class<?> type, Type[] arguments, Map<TypeVariable<?>, Type> outer, int depth) {
        if (type.isRecord()) {
            return ofRecord(type, arguments, depth);
        }
        if (isHierarchy(type)) {
            Class<?> subtype = pick(List.of(type.getPermittedSubclasses()));
            boolean same = subtype.getTypeParameters().length == arguments.length;
            return same && arguments.length > 0
                    ? generic(subtype, arguments, outer, depth)
                    : some(subtype, outer, depth);
        }
        if (type == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(some(arguments[0], outer, depth + 1));
        }
        if (Map.class.isAssignableFrom(type)) {
            return map(type, arguments, outer, depth);
        }
        return collection(type, arguments[0], outer, depth);
    }

    private Object ofRecord(Class<?> type, Type[] arguments, int depth) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            bindings.put(type.getTypeParameters()[i], arguments[i]);
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = orNull(components[i].getGenericType(), bindings, depth + 1);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.toString(), e);
        }
    }

    private Object array(Type component, Map<TypeVariable<?>, Type> bindings, int depth) {
        Class<?> raw =
                component instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) component;
        Object array = Array.newInstance(raw, random.nextInt(5));
        for (int i = 0; i < Array.getLength(array); i++) {
            Array.set(array, i, orNull(component, bindings, depth + 1));
        }
        return array;
    }

    private Object collection(Class<?> type, Type element, Map<TypeVariable<?>, Type> bindings, int depth) {
        Collection<@Nullable Object> collection = emptyCollection(type, element);
        boolean nulls = collection instanceof List || collection instanceof HashSet;
        for (int i = random.nextInt(5); i > 0; i--) {
            collection.add(nulls ? orNull(element, bindings, depth + 1) : some(element, bindings, depth + 1));
        }
        return collection;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // The one enum whose sets are sent.
    private Collection<@Nullable Object> emptyCollection(Class<?> type, Type element) {
        List<Collection<@Nullable Object>> fitting = new ArrayList<>(List.of(
                new ArrayList<>(),
                new LinkedList<>(),
                new CopyOnWriteArrayList<>(),
                new HashSet<>(),
                new LinkedHashSet<>(),
                new ArrayDeque<>()));
        if (SortedSet.class.isAssignableFrom(type)) {
            return new TreeSet<>();
        }
        if (type == PriorityQueue.class) {
            return new PriorityQueue<>();
        }
        if (type == EnumSet.class) {
            return (Collection) EnumSet.noneOf((Class<Values.Color>) element);
        }
        fitting.removeIf(each -> !type.isInstance(each) || (Queue.class == type && each instanceof List));
        return pick(fitting);
    }

    private Object map(Class<?> type, Type[] arguments, Map<TypeVariable<?>, Type> bindings, int depth) {
        Map<@Nullable Object, @Nullable Object> map = emptyMap(type, arguments[0]);
        boolean nulls = map instanceof HashMap;
        for (int i = random.nextInt(4); i > 0; i--) {
            Object key = nulls ? orNull(arguments[0], bindings, depth + 1) : some(arguments[0], bindings, depth + 1);
            Object value = map instanceof ConcurrentHashMap
                    ? some(arguments[1], bindings, depth + 1)
                    : orNull(arguments[1], bindings, depth + 1);
            map.put(key, value);
        }
        return map;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // The one enum whose maps are sent.
    private Map<@Nullable Object, @Nullable Object> emptyMap(Class<?> type, Type key) {
        if (SortedMap.class.isAssignableFrom(type)) {
            return new TreeMap<>();
        }
        if (type == EnumMap.class) {
            return new EnumMap((Class<Values.Color>) key);
        }
        List<Map<@Nullable Object, @Nullable Object>> fitting =
                new ArrayList<>(List.of(new HashMap<>(), new LinkedHashMap<>(), new ConcurrentHashMap<>()));
        fitting.removeIf(each -> !type.isInstance(each));
        return pick(fitting);
    }
}
