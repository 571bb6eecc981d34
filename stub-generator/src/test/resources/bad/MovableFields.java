package bad;

import io.limpid.Movable;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutorService;

@Movable
class MovableFields {
    private OutputStream out;
    private ExecutorService workers;
    private Runnable task;
    private List<Thread> threads;
    private Object anything;
    private List raw;
    private Shape shape;
    private Node node;
    private final long kept = System.nanoTime();

    interface Shape {
        int area();

        int edge();
    }

    static class Node {
        private final int weight = Integer.parseInt("1");
        private Thread owner;
    }
}
