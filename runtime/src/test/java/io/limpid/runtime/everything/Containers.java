package io.limpid.runtime.everything;

import io.limpid.runtime.everything.Values.Color;
import io.limpid.runtime.everything.Values.Name;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Values that hold others, each given back as it came. Not remote by itself: {@link Everything} inherits it. */
public interface Containers {
    boolean[] echoBooleans(boolean[] value);

    byte[] echoBytes(byte[] value);

    short[] echoShorts(short[] value);

    char[] echoChars(char[] value);

    int[] echoInts(int[] value);

    long[] echoLongs(long[] value);

    float[] echoFloats(float[] value);

    double[] echoDoubles(double[] value);

    String[] echoStrings(String[] value);

    Name[] echoNames(Name[] value);

    int[][] echoMatrix(int[][] value);

    String[][][] echoCube(String[][][] value);

    List<String>[] echoLists(List<String>[] value);

    Optional<String> echoOptional(Optional<String> value);

    OptionalInt echoOptionalInt(OptionalInt value);

    OptionalLong echoOptionalLong(OptionalLong value);

    OptionalDouble echoOptionalDouble(OptionalDouble value);

    Collection<String> echoCollection(Collection<String> value);

    List<Long> echoList(List<Long> value);

    ArrayList<Name> echoArrayList(ArrayList<Name> value);

    LinkedList<String> echoLinkedList(LinkedList<String> value);

    CopyOnWriteArrayList<String> echoCopyOnWriteArrayList(CopyOnWriteArrayList<String> value);

    Set<Name> echoSet(Set<Name> value);

    HashSet<String> echoHashSet(HashSet<String> value);

    LinkedHashSet<String> echoLinkedHashSet(LinkedHashSet<String> value);

    SortedSet<String> echoSortedSet(SortedSet<String> value);

    NavigableSet<Integer> echoNavigableSet(NavigableSet<Integer> value);

    TreeSet<String> echoTreeSet(TreeSet<String> value);

    EnumSet<Color> echoEnumSet(EnumSet<Color> value);

    Queue<String> echoQueue(Queue<String> value);

    Deque<String> echoDeque(Deque<String> value);

    ArrayDeque<String> echoArrayDeque(ArrayDeque<String> value);

    PriorityQueue<Integer> echoPriorityQueue(PriorityQueue<Integer> value);

    Map<String, Integer> echoMap(Map<String, Integer> value);

    HashMap<Name, List<Color>> echoHashMap(HashMap<Name, List<Color>> value);

    LinkedHashMap<String, String> echoLinkedHashMap(LinkedHashMap<String, String> value);

    SortedMap<String, Long> echoSortedMap(SortedMap<String, Long> value);

    NavigableMap<String, Long> echoNavigableMap(NavigableMap<String, Long> value);

    TreeMap<Integer, String> echoTreeMap(TreeMap<Integer, String> value);

    EnumMap<Color, String> echoEnumMap(EnumMap<Color, String> value);

    ConcurrentMap<String, String> echoConcurrentMap(ConcurrentMap<String, String> value);

    ConcurrentHashMap<String, String> echoConcurrentHashMap(ConcurrentHashMap<String, String> value);

    List<? extends Name> echoWildcardList(List<? extends Name> value);

    Map<String, List<Map<Integer, Set<String>>>> echoDeepMap(Map<String, List<Map<Integer, Set<String>>>> value);
}
