package io.limpid.benchmarks.load;

import io.limpid.benchmarks.peers.Peer;
import io.limpid.benchmarks.peers.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One side of a peer: {@code serve PEER} or {@code call PEER ADDRESS}. Takes orders line by line on standard input, answers each with one line
 * that begins with {@link #WORD}, and ends with its input.
 */
public final class PeerProcess {
    /** How lines begin that are meant for whoever gives the orders; libraries may print others. */
    public static final String WORD = "=> ";

    private PeerProcess() {}

    /** Runs one side. */
    public static void main(String[] args) throws Exception {
        Peer peer = Peers.named(args[1]);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (args[0].equals("serve")) {
            try (Peer.Serving serving = peer.serve()) {
                say(serving.address());
                serve(orders);
            }
        } else {
            try (Peer.Connected connected = peer.connect(args[2])) {
                say("ready");
                call(connected, orders);
            }
        }
        // Some peers leave threads behind that are not daemons.
        System.exit(0);
    }

    /** Each line asks what was used since the one before. */
    private static void serve(BufferedReader orders) throws IOException {
        ProcessMeter before = ProcessMeter.read();
        while (orders.readLine() != null) {
            ProcessMeter now = ProcessMeter.read();
            say(now.since(before));
            before = now;
        }
    }

    /** A line is a load, the next one its end. */
    private static void call(Peer.Connected connected, BufferedReader orders) throws Exception {
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            try (Load load = new Load(connected, Payload.parse(words[0]), Callers.parse(words[1]))) {
                say(load.run(millis(words[2]), millis(words[3])));
                orders.readLine();
            }
            say("rested");
        }
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }

    private static void say(Object answer) {
        System.out.println(WORD + answer);
    }
}
