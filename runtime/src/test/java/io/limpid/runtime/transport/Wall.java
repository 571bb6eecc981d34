package io.limpid.runtime.transport;

import io.limpid.runtime.identity.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Stands between two parties, forwards what each sends, and can stop doing so without either being told. */
public final class Wall implements AutoCloseable {
    private static final int BUFFER = 16 << 10;

    private final ServerSocket server;
    private volatile Endpoint behind;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean swallowing;
    private volatile long nanosPerByte;
    private volatile double lossChance;
    private volatile Random random = new Random(0);
    private final AtomicInteger losses = new AtomicInteger();

    private Wall(Endpoint behind) throws IOException {
        this.behind = behind;
        this.server = new ServerSocket();
        // Whatever waits in the wall is out of the parties' hands, so it should be little.
        server.setReceiveBufferSize(BUFFER);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        start(this::accept);
    }

    static Wall before(Party host) throws IOException {
        return new Wall(host.endpoint());
    }

    /** Puts one before a listener. */
    public static Wall before(Endpoint listener) throws IOException {
        return new Wall(listener);
    }

    public Endpoint endpoint() {
        return new Endpoint("127.0.0.1", server.getLocalPort());
    }

    /** From now on everything disappears, both ways, on the connections there are and on new ones. */
    public void swallow() {
        swallowing = true;
    }

    /** New connections are forwarded again; the old ones stay dead. */
    public void open() {
        cut();
        swallowing = false;
    }

    /** Breaks the connections there are; new ones reach another listener, as where another process has taken a port. */
    public void leadTo(Endpoint other) {
        behind = other;
        open();
    }

    /** Breaks the connections there are. */
    public void cut() {
        sockets.forEach(Wall::close);
        sockets.clear();
    }

    /**
     * Loses what it is given, either way, so often, and cuts both connections then: a request that never arrives, or the answer to
     * one that has been executed.
     *
     * @param chance from 0 to 1
     */
    public void lose(double chance, long seed) {
        random = new Random(seed);
        lossChance = chance;
    }

    /** How often it has lost something. */
    public int losses() {
        return losses.get();
    }

    /** Lets through only so much, each way. */
    void slowDown(long bytesPerSecond) {
        nanosPerByte = TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket();
                far.setReceiveBufferSize(BUFFER);
                far.connect(new InetSocketAddress(behind.host(), behind.port()));
                for (Socket socket : List.of(near, far)) {
                    socket.setTcpNoDelay(true);
                    sockets.add(socket);
                }
                start(() -> pump(near, far));
                start(() -> pump(far, near));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (isLost()) {
                    break;
                }
                if (!swallowing) {
                    out.write(buffer, 0, read);
                }
                long pause = read * nanosPerByte;
                if (pause > 0) {
                    LockSupport.parkNanos(pause);
                }
            }
        } catch (IOException e) {
            // One of the two has closed.
        }
        if (!swallowing) {
            close(from);
            close(to);
        }
    }

    private boolean isLost() {
        synchronized (losses) {
            boolean lost = lossChance > 0 && random.nextDouble() < lossChance;
            if (lost) {
                losses.incrementAndGet();
            }
            return lost;
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "wall");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(Wall::close);
    }
}
