package io.limpid.runtime.moving;

import io.limpid.Bind;
import io.limpid.Fastened;
import io.limpid.Movable;
import io.limpid.MovableState;
import io.limpid.PreCopied;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.ResourceBinding;
import io.limpid.WireName;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Movable classes of every form. */
public interface Workshop {
    @Remote
    interface Bench {
        long work(long hours);

        @ReadOnly
        long hours();
    }

    @Remote
    interface Shelf<T> {
        T take();
    }

    interface Lamp {
        boolean shines();
    }

    enum Wood {
        OAK,
        ASH {
            @Override
            public String toString() {
                return "ash";
            }
        }
    }

    sealed interface Part permits Board, Screw {}

    record Board(Wood wood, int[] cuts) implements Part {}

    record Screw(double length) implements Part {}

    /** Knows its neighbours, so that objects form cycles. */
    final class Person {
        String name = "";

        @Nullable
        Person left;

        @Nullable
        Person right;
    }

    abstract class Furniture {
        private final String label;
        private int size = 1;

        @Bind(ResourceBinding.BY_TYPE)
        private @Nullable Lamp lamp;

        Furniture(String label, @Nullable Lamp lamp) {
            this.label = label;
            this.lamp = lamp;
        }

        String label() {
            return label;
        }

        int size() {
            return size;
        }

        void size(int newSize) {
            size = newSize;
        }

        boolean isLit() {
            return lamp != null && lamp.shines();
        }
    }

    @Movable
    @WireName("bench")
    final class WoodenBench extends Furniture implements Bench {
        long hours;
        int size = 7;
        boolean open;
        char mark = 'a';
        byte[] grain = {};
        final List<Part> parts = new ArrayList<>();
        List<Part> sameParts = parts;
        Map<String, Deque<Board>> stacks = new TreeMap<>();
        EnumMap<Wood, Instant> seen = new EnumMap<>(Wood.class);
        Optional<Screw> last = Optional.empty();

        @Nullable
        Person owner;

        @Nullable
        Bench neighbour;

        @Bind(ResourceBinding.BY_TYPE)
        @Nullable
        Bench spare;

        transient List<String> scratch = new ArrayList<>();

        private WoodenBench() {
            this("", null);
        }

        WoodenBench(String label, @Nullable Lamp lamp) {
            super(label, lamp);
        }

        void stack(String name, Board board) {
            stacks.computeIfAbsent(name, any -> new ArrayDeque<>()).push(board);
        }

        @Override
        public long work(long more) {
            hours += more;
            return hours;
        }

        @Override
        public long hours() {
            return hours;
        }
    }

    @Movable
    final class Chest<T> implements Shelf<T> {
        final Deque<T> content = new ArrayDeque<>();

        @Nullable
        Board lid;

        @Override
        public T take() {
            return content.pop();
        }
    }

    @Movable
    final class Album implements Bench, MovableState {
        @Bind(ResourceBinding.BY_VALUE)
        String title = "";

        @Bind(ResourceBinding.BY_TYPE)
        @Nullable
        Lamp lamp;

        Thread keeper = Thread.currentThread();
        long pages;

        @Override
        public long work(long more) {
            pages += more;
            return pages;
        }

        @Override
        public long hours() {
            return pages;
        }

        @Override
        public void capture(OutputStream out) throws IOException {
            new DataOutputStream(out).writeLong(pages);
        }

        @Override
        public void restore(InputStream in) throws IOException {
            pages = new DataInputStream(in).readLong();
        }
    }

    /** Remembers the pages that have changed since the first round. */
    @Movable
    final class Journal implements Bench, PreCopied {
        private final Map<Long, String> pages = new TreeMap<>();
        private final Set<Long> changed = new TreeSet<>();

        @Bind(ResourceBinding.BY_VALUE)
        private long hours;

        /** Writes a page. */
        public synchronized void write(long page, String text) {
            pages.put(page, text);
            changed.add(page);
        }

        /** The pages by number. */
        public synchronized Map<Long, String> pages() {
            return new TreeMap<>(pages);
        }

        @Override
        public long work(long more) {
            hours += more;
            return hours;
        }

        @Override
        public long hours() {
            return hours;
        }

        @Override
        public void capture(OutputStream out) throws IOException {
            write(pages.keySet(), out);
        }

        @Override
        public synchronized void captureEarly(OutputStream out) throws IOException {
            changed.clear();
            write(pages.keySet(), out);
        }

        @Override
        public void captureChanges(OutputStream out) throws IOException {
            write(changed, out);
        }

        private void write(Set<Long> numbers, OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(numbers.size());
            for (long number : numbers) {
                data.writeLong(number);
                data.writeUTF(pages.get(number));
            }
            data.close();
        }

        @Override
        public void restore(InputStream in) throws IOException {
            DataInputStream data = new DataInputStream(in);
            int count = data.readInt();
            for (int i = 0; i < count; i++) {
                pages.put(data.readLong(), data.readUTF());
            }
        }

        @Override
        public void restoreChanges(InputStream in) throws IOException {
            restore(in);
        }
    }

    @Fastened
    final class Anvil implements Bench {
        @Override
        public long work(long more) {
            return more;
        }

        @Override
        public long hours() {
            return 0;
        }
    }
}
