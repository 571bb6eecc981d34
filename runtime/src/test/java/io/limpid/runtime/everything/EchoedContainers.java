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

/** Gives back what it is given. */
class EchoedContainers extends EchoedScalars implements Containers {
    @Override
    public boolean[] echoBooleans(boolean[] value) {
        return value;
    }

    @Override
    public byte[] echoBytes(byte[] value) {
        return value;
    }

    @Override
    public short[] echoShorts(short[] value) {
        return value;
    }

    @Override
    public char[] echoChars(char[] value) {
        return value;
    }

    @Override
    public int[] echoInts(int[] value) {
        return value;
    }

    @Override
    public long[] echoLongs(long[] value) {
        return value;
    }

    @Override
    public float[] echoFloats(float[] value) {
        return value;
    }

    @Override
    public double[] echoDoubles(double[] value) {
        return value;
    }

    @Override
    public String[] echoStrings(String[] value) {
        return value;
    }

    @Override
    public Name[] echoNames(Name[] value) {
        return value;
    }

    @Override
    public int[][] echoMatrix(int[][] value) {
        return value;
    }

    @Override
    public String[][][] echoCube(String[][][] value) {
        return value;
    }

    @Override
    public List<String>[] echoLists(List<String>[] value) {
        return value;
    }

    @Override
    public Optional<String> echoOptional(Optional<String> value) {
        return value;
    }

    @Override
    public OptionalInt echoOptionalInt(OptionalInt value) {
        return value;
    }

    @Override
    public OptionalLong echoOptionalLong(OptionalLong value) {
        return value;
    }

    @Override
    public OptionalDouble echoOptionalDouble(OptionalDouble value) {
        return value;
    }

    @Override
    public Collection<String> echoCollection(Collection<String> value) {
        return value;
    }

    @Override
    public List<Long> echoList(List<Long> value) {
        return value;
    }

    @Override
    public ArrayList<Name> echoArrayList(ArrayList<Name> value) {
        return value;
    }

    @Override
    public LinkedList<String> echoLinkedList(LinkedList<String> value) {
        return value;
    }

    @Override
    public CopyOnWriteArrayList<String> echoCopyOnWriteArrayList(CopyOnWriteArrayList<String> value) {
        return value;
    }

    @Override
    public Set<Name> echoSet(Set<Name> value) {
        return value;
    }

    @Override
    public HashSet<String> echoHashSet(HashSet<String> value) {
        return value;
    }

    @Override
    public LinkedHashSet<String> echoLinkedHashSet(LinkedHashSet<String> value) {
        return value;
    }

    @Override
    public SortedSet<String> echoSortedSet(SortedSet<String> value) {
        return value;
    }

    @Override
    public NavigableSet<Integer> echoNavigableSet(NavigableSet<Integer> value) {
        return value;
    }

    @Override
    public TreeSet<String> echoTreeSet(TreeSet<String> value) {
        return value;
    }

    @Override
    public EnumSet<Color> echoEnumSet(EnumSet<Color> value) {
        return value;
    }

    @Override
    public Queue<String> echoQueue(Queue<String> value) {
        return value;
    }

    @Override
    public Deque<String> echoDeque(Deque<String> value) {
        return value;
    }

    @Override
    public ArrayDeque<String> echoArrayDeque(ArrayDeque<String> value) {
        return value;
    }

    @Override
    public PriorityQueue<Integer> echoPriorityQueue(PriorityQueue<Integer> value) {
        return value;
    }

    @Override
    public Map<String, Integer> echoMap(Map<String, Integer> value) {
        return value;
    }

    @Override
    public HashMap<Name, List<Color>> echoHashMap(HashMap<Name, List<Color>> value) {
        return value;
    }

    @Override
    public LinkedHashMap<String, String> echoLinkedHashMap(LinkedHashMap<String, String> value) {
        return value;
    }

    @Override
    public SortedMap<String, Long> echoSortedMap(SortedMap<String, Long> value) {
        return value;
    }

    @Override
    public NavigableMap<String, Long> echoNavigableMap(NavigableMap<String, Long> value) {
        return value;
    }

    @Override
    public TreeMap<Integer, String> echoTreeMap(TreeMap<Integer, String> value) {
        return value;
    }

    @Override
    public EnumMap<Color, String> echoEnumMap(EnumMap<Color, String> value) {
        return value;
    }

    @Override
    public ConcurrentMap<String, String> echoConcurrentMap(ConcurrentMap<String, String> value) {
        return value;
    }

    @Override
    public ConcurrentHashMap<String, String> echoConcurrentHashMap(ConcurrentHashMap<String, String> value) {
        return value;
    }

    @Override
    public List<? extends Name> echoWildcardList(List<? extends Name> value) {
        return value;
    }

    @Override
    public Map<String, List<Map<Integer, Set<String>>>> echoDeepMap(
            Map<String, List<Map<Integer, Set<String>>>> value) {
        return value;
    }
}
