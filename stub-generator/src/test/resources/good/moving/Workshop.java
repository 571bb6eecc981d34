package moving;

import io.limpid.Bind;
import io.limpid.Fastened;
import io.limpid.Movable;
import io.limpid.PreCopied;
import io.limpid.Remote;
import io.limpid.ResourceBinding;
import io.limpid.WireName;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/** What may be movable. */
public interface Workshop {
    @Remote
    interface Tool {
        int use();
    }

    @Remote
    interface Shelf<T> {
        T take();
    }

    class Node {
        private Node next;
        private Tool tool;
    }

    abstract class Named {
        private final String name;
        private int size;

        @Bind(ResourceBinding.BY_TYPE)
        private Logger log;

        Named(String name) {
            this.name = name;
        }
    }

    @Movable
    @WireName("hammer")
    class Hammer extends Named implements Tool {
        private int size;
        private final Map<String, Node> nodes = new TreeMap<>();
        private Tool partner;

        @Bind(ResourceBinding.BY_IDENTIFIER)
        private Tool next;

        @Bind(ResourceBinding.BY_TYPE)
        private RandomGenerator log;

        @Bind(ResourceBinding.BY_TYPE)
        private Tool spare;

        private static int made;
        private final int weight = 3;

        private Hammer() {
            super("");
        }

        @Override
        public int use() {
            return 1;
        }
    }

    @Movable
    class Box<T> implements Shelf<T> {
        private List<T> content;
        private Node node;

        @Override
        public T take() {
            return content.get(0);
        }
    }

    @Movable
    class Archive implements Tool, PreCopied {
        private Thread worker;

        @Bind(ResourceBinding.BY_VALUE)
        private String title;

        @Override
        public int use() {
            return 1;
        }

        @Override
        public void capture(OutputStream out) {}

        @Override
        public void restore(InputStream in) {}

        @Override
        public void captureEarly(OutputStream out) {}

        @Override
        public void captureChanges(OutputStream out) {}

        @Override
        public void restoreChanges(InputStream in) {}
    }

    @Movable
    class Empty {}

    @Fastened
    class Anvil implements Tool {
        @Override
        public int use() {
            return 0;
        }
    }
}
