package io.limpid.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what it gets, and sends it back unless it is silent. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket listener;
    private final boolean silent;
    private volatile boolean ended;
    private final AtomicLong received = new AtomicLong();

    EchoServer(boolean silent) throws IOException {
        this.silent = silent;
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Link.daemon("echo", this::accept).start();
    }

    int port() {
        return listener.getLocalPort();
    }

    long received() {
        return received.get();
    }

    /** Whether a connection has ended. */
    boolean hasEnded() {
        return ended;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket caller = listener.accept();
                Link.daemon("echo-to-" + caller.getPort(), () -> echo(caller)).start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void echo(Socket caller) {
        byte[] bytes = new byte[4096];
        try (caller) {
            for (int read = caller.getInputStream().read(bytes);
                    read >= 0;
                    read = caller.getInputStream().read(bytes)) {
                received.addAndGet(read);
                if (!silent) {
                    caller.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException e) {
            // Cut: that is what the tests are for.
        } finally {
            ended = true;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
