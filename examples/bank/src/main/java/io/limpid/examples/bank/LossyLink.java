package io.limpid.examples.bank;

import io.limpid.testkit.FaultProxy;
import io.limpid.testkit.Faults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** A link to a host that loses requests and answers. */
final class LossyLink implements AutoCloseable {
    /** Some hundred calls' worth. */
    private static final long LOSS_EVERY_BYTES = 100_000;

    private final int behind;
    private final FaultProxy proxy;

    private LossyLink(int behind, FaultProxy proxy) {
        this.behind = behind;
        this.proxy = proxy;
    }

    /** Opens one to a port that is free now, for a host that is started afterwards. */
    static LossyLink open(long seed) throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        FaultProxy proxy = FaultProxy.to(free, seed);
        proxy.faults(Faults.NONE.cutEvery(LOSS_EVERY_BYTES).loseAnswerEvery(LOSS_EVERY_BYTES));
        return new LossyLink(free, proxy);
    }

    /** What tells the host where to listen, and where callers are to find it. */
    List<String> arguments() {
        return List.of("--port", Integer.toString(behind), "--advertise", Integer.toString(proxy.port()));
    }

    long cuts() {
        return proxy.cuts();
    }

    long lostAnswers() {
        return proxy.lostAnswers();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
